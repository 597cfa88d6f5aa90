import { NO_SKETCH, type Sketch, type SketchState } from '../../shared/map/sketch.ts';
import { useTool } from '../state/tool.ts';

const key = (blueprint: string): string => `lantu.sketch.${blueprint}`;
const EVERY_MS = 500;

const isPoint = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((one) => Number.isFinite(one));

/** A kept sketch as it was; null for anything else, since what is kept may be old or damaged. */
export function readSketch(kept: string | null): Sketch | null {
  let raw: Partial<Sketch> | null;
  try {
    raw = JSON.parse(kept ?? 'null') as Partial<Sketch> | null;
  } catch {
    return null;
  }
  if (raw === null || typeof raw !== 'object') return null;
  const { id, layer, purpose, points, fields } = raw;
  const kind: string | undefined = purpose?.kind;
  if (typeof id !== 'string' || typeof layer !== 'string' || !Array.isArray(points)) return null;
  if (points.length === 0 || !points.every(isPoint)) return null;
  if (kind !== 'feature' && kind !== 'hole' && kind !== 'part') return null;
  return { id, layer, purpose: purpose!, points, undone: [], closed: false, fields: { ...fields } };
}

/** The sketch that would be missed most: the one in hand if it has points, else the one set aside. */
export const worthKeeping = ({ current, shelved }: SketchState): Sketch | null =>
  current && current.points.length > 0 ? current : shelved;

/**
 * Keeps the unfinished shape of a blueprint on this computer while it is drawn, so that it is there again, set
 * aside, after the window was closed or the power failed. The answer ends it and clears the tool.
 */
export function keepSketch(blueprint: string): () => void {
  const before = readSketch(localStorage.getItem(key(blueprint)));
  useTool.setState({ sketch: { current: null, shelved: before } });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const sketch = worthKeeping(useTool.getState().sketch);
    if (sketch) localStorage.setItem(key(blueprint), JSON.stringify(sketch));
    else localStorage.removeItem(key(blueprint));
  };
  const stop = useTool.subscribe((state, old) => {
    if (state.sketch !== old.sketch) timer ??= setTimeout(write, EVERY_MS);
  });
  return () => {
    stop();
    write();
    useTool.setState({ sketch: NO_SKETCH });
  };
}
