import { useTool, type ToolId } from './tool.ts';

/** Makes a drawing in a layer of the shape that was measured; what the feature must have is asked for as ever. */
export function measureToFeature(layer: string): void {
  const { sketch, setTool, sketchAction } = useTool.getState();
  const measured = sketch.current;
  if (!measured || measured.points.length === 0) return;
  const { form, points } = measured;
  const tool: ToolId = form === 'ring' ? 'draw-polygon' : 'draw-line';
  sketchAction({ type: 'finished' });
  setTool(tool, layer);
  sketchAction({
    type: 'begin',
    id: crypto.randomUUID(),
    layer,
    form,
    purpose: { kind: 'feature', of: [] },
  });
  sketchAction({ type: 'become', points });
}
