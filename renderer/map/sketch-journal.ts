import { anchorsOf } from '../../shared/map/shape-methods.ts';
import {
  NO_SKETCH,
  type Sketch,
  type SketchForm,
  type SketchPurpose,
  type SketchState,
} from '../../shared/map/sketch.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import type { ShellClient } from '../bridge/client.ts';
import { keepText } from '../state/text-keeper.ts';
import { useTool } from '../state/tool.ts';

const isPoint = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((one) => Number.isFinite(one));

const FORM_OF: Readonly<Record<SketchPurpose['kind'], SketchForm | null>> = {
  feature: null,
  hole: 'ring',
  part: 'ring',
  split: 'line',
  'split-ring': 'ring',
  reshape: 'line',
  erase: 'ring',
  clip: 'ring',
  'merge-redraw': 'line',
  'measure-length': 'line',
  'measure-area': 'ring',
};
const FORMS: ReadonlySet<unknown> = new Set(['point', 'line', 'ring']);

const isRef = (value: unknown): value is RecordRef =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<RecordRef>).table === 'string' &&
  typeof (value as Partial<RecordRef>).uid === 'string';

/** What it was drawn for; null when that is not known (any more). */
function readPurpose(raw: Partial<SketchPurpose> | null | undefined): SketchPurpose | null {
  if (!raw?.kind || !Object.hasOwn(FORM_OF, raw.kind)) return null;
  return Array.isArray(raw.of) && raw.of.every(isRef) ? { kind: raw.kind, of: raw.of } : null;
}

/** A kept sketch as it was; null for anything else, since what is kept may be old or damaged. */
export function readSketch(kept: string | null): Sketch | null {
  let raw: Partial<Sketch> | null;
  try {
    raw = JSON.parse(kept ?? 'null') as Partial<Sketch> | null;
  } catch {
    return null;
  }
  if (raw === null || typeof raw !== 'object') return null;
  const { id, layer, points, fields } = raw;
  const purpose = readPurpose(raw.purpose);
  if (typeof id !== 'string' || typeof layer !== 'string' || purpose === null) return null;
  if (!Array.isArray(points) || points.length === 0 || !points.every(isPoint)) return null;
  const form = FORM_OF[purpose.kind] ?? raw.form;
  if (!FORMS.has(form)) return null;
  const counts = Array.isArray(raw.steps) ? raw.steps : [];
  const steps =
    counts.reduce((sum, count) => sum + count, 0) === points.length ? counts : points.map(() => 1);
  const method = raw.method !== undefined && anchorsOf(raw.method) > points.length ? raw.method : 'vertices';
  return {
    id,
    layer,
    form: form!,
    purpose,
    method,
    points,
    steps,
    undone: [],
    closed: false,
    fields: { ...fields },
  };
}

/** The sketch that would be missed most: the one in hand if it has points, else the one set aside. */
export const worthKeeping = ({ current, shelved }: SketchState): Sketch | null =>
  current && current.points.length > 0 ? current : shelved;

/**
 * Keeps the unfinished shape of a blueprint on this computer while it is drawn, so that it is there again, set
 * aside, after the window was closed or the power failed. The answer ends it and clears the tool.
 */
export function keepSketch(
  blueprint: string,
  shell: Pick<ShellClient, 'keptSketch' | 'keepSketch'>,
): () => void {
  let ended = false;
  const keeper = keepText(
    null,
    () => {
      const sketch = worthKeeping(useTool.getState().sketch);
      return sketch ? JSON.stringify(sketch) : null;
    },
    (sketch) => shell.keepSketch({ blueprint, sketch }),
  );
  void shell.keptSketch({ blueprint }).then((kept) => {
    const before = kept.ok ? readSketch(kept.value) : null;
    if (ended || !before) return;
    const { sketch } = useTool.getState();
    if (!sketch.shelved) useTool.setState({ sketch: { ...sketch, shelved: before } });
  });
  const stop = useTool.subscribe((state, old) => {
    if (state.sketch !== old.sketch) keeper.soon();
  });
  return () => {
    ended = true;
    stop();
    keeper.end();
    useTool.setState({ sketch: NO_SKETCH });
  };
}
