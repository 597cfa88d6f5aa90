import type { SketchForm } from '../../../shared/map/sketch.ts';
import { sketchTool } from './sketch-tool.ts';
import type { Desk, MapTool } from './tool.ts';

/** Draws a shape that is only measured; it stays to be read, or to become a feature. */
export const measureTool =
  (id: 'measure-length' | 'measure-area', form: SketchForm) =>
  (desk: Desk): MapTool =>
    sketchTool(desk, {
      id,
      stays: true,
      begin: () => ({ layer: '', form, purpose: { kind: id, of: [] } }),
      finish: () => Promise.resolve(null),
    });
