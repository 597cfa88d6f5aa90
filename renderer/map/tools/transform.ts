import { boxOfXY, unionBoxes } from '../../../shared/geometry/box.ts';
import { transformedXY, type Transform } from '../../../shared/geometry/affine.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import { metresPerDegree } from '../../../shared/geometry/local-frame.ts';
import { linesOf, splitOutline } from '../../../shared/map/drag-outline.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { useToolOptions } from '../../state/tool-options.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand } from '../run-command.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import { fitOf, fitPreview } from './fit.ts';
import { inTurn } from './in-turn.ts';
import { tabThroughHits } from './snap-keys.ts';
import { refOf, selectedWritable, writable } from './subjects.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

export type TransformKind = Transform['kind'];

/** The selected features that a transform moves and that are drawn while it is dragged. */
const subjects = (): readonly FeatureRecord[] =>
  useSelectedFeatures
    .getState()
    .records.filter(({ layer, geometry }) => geometry !== null && writable(layer));

/** The middle of the box around all of them; null without any. */
export function middleOfSubjects(): LonLat | null {
  const boxes = subjects().map(({ geometry }) => geometry!.box);
  if (boxes.length === 0) return null;
  const [west, south, east, north] = unionBoxes(boxes);
  return [canonical((west + east) / 2), canonical((south + north) / 2)];
}

/** Turns and sizes are about this place: the one that was set, else the middle. */
export const pivotNow = (): LonLat | null => useTool.getState().pivot ?? middleOfSubjects();

/** Writes a transform of the selected features; true when it was written. */
export async function applyTransform(transform: Transform): Promise<boolean> {
  const params = paramsFor(transform);
  return params ? (await runCommand('transform-features', params)).ok : false;
}

/** What a transform of the selected features asks of the store; null without any. */
function paramsFor(transform: Transform) {
  const { transformCopies: copy, transformShared: shared } = useToolOptions.getState();
  const refs = [...selectedWritable()];
  return refs.length === 0 ? null : { refs, transform, shared, copy, ...fitOf() };
}

/** More features than this are not shown fitted while they are dragged. */
const MOST_PREVIEWED = 200;

/** The transform that takes the pointer from one place to another. */
export function transformBetween(kind: TransformKind, from: LonLat, to: LonLat): Transform | null {
  if (kind === 'move') return { kind, by: [canonical(to[0] - from[0]), canonical(to[1] - from[1])] };
  const about = pivotNow();
  if (!about) return null;
  const { lon, lat } = metresPerDegree(about[1]);
  const arm = (at: LonLat) => [(at[0] - about[0]) * lon, (at[1] - about[1]) * lat] as const;
  const [fx, fy] = arm(from);
  const [tx, ty] = arm(to);
  if (kind === 'rotate') {
    const angleDeg = ((Math.atan2(tx, ty) - Math.atan2(fx, fy)) * 180) / Math.PI;
    return { kind, angleDeg, about };
  }
  const length = Math.hypot(fx, fy);
  if (length === 0) return null;
  const factor = Math.hypot(tx, ty) / length;
  return { kind, factorX: factor, factorY: factor, about };
}

/** Drags the selected features: moves, turns or sizes them as one step. */
export const transformTool =
  (kind: TransformKind) =>
  ({ snapper, live }: Desk): MapTool => {
    const turns = inTurn();
    let from: LonLat | null = null;
    let moved = false;
    const fitted = fitPreview(kind);
    const sketch = crypto.randomUUID();

    const rest = (): void => {
      from = null;
      snapper.stop();
      fitted.end();
      live.end();
      useTool.setState({ dragged: null, transform: null, ghosts: [] });
    };

    /** What one feature would collide with where it is held; of several the check is asked after the step. */
    const check = (transform: Transform): void => {
      const [record, ...others] = subjects();
      if (!record?.geometry || record.geometry.kind !== 'polygon' || others.length > 0) return;
      const xy = transformedXY(record.geometry.xy, transform);
      const geometry = { ...record.geometry, xy, box: boxOfXY(xy) };
      const ref = useToolOptions.getState().transformCopies ? null : refOf(record);
      live.update({ sketch, layer: record.layer, ref, fields: record.fields, geometry });
    };

    const show = (transform: Transform): void => {
      const records = subjects();
      const moving = records.flatMap(({ geometry }) => {
        const shape = { ...geometry!, xy: transformedXY(geometry!.xy, transform) };
        return linesOf(shape, splitOutline(shape, new Set()).still);
      });
      const { dragged } = useTool.getState();
      useTool.setState({
        transform,
        dragged: { uids: dragged?.uids ?? new Set(), still: dragged?.still ?? [], moving },
      });
      check(transform);
      const params = paramsFor(transform);
      if (params?.fit && records.length <= MOST_PREVIEWED) fitted.show('transform-features', params);
    };

    const letGo = async (at: PointerAt): Promise<void> => {
      const start = from;
      if (!start) return;
      const to = await snapper.place(at.lonLat, subjects().map(refOf));
      const transform = moved ? transformBetween(kind, start, to) : null;
      if (transform) await applyTransform(transform);
      rest();
    };

    const stops = [
      useTool.subscribe((state, before) => {
        if (!from || !moved || !state.cursor || state.cursor === before.cursor) return;
        const transform = transformBetween(kind, from, state.cursor);
        if (transform) show(transform);
      }),
      useSelectedFeatures.subscribe(() => useTool.setState({ dragged: null })),
    ];

    return {
      id: kind,
      cursor: 'move',
      stop: () => {
        turns.end();
        for (const stop of stops) stop();
        rest();
        useTool.setState({ pivot: null });
      },
      move: (at) => snapper.follow(at.lonLat),
      leave: () => snapper.stop(),
      down: (at) => {
        const records = subjects();
        if (records.length === 0 || useTool.getState().busy) return false;
        const { cursor, snap } = useTool.getState();
        const caught = snap.hits.length > 0 && cursor ? cursor : ([...at.lonLat] as const);
        if (at.ctrl && kind !== 'move') {
          useTool.setState({ pivot: [canonical(caught[0]), canonical(caught[1])] });
          return true;
        }
        from = [canonical(caught[0]), canonical(caught[1])];
        moved = false;
        useTool.setState({
          ghosts: records.map(({ geometry }) => ({ geometry: geometry!, kind: 'before' })),
        });
        return true;
      },
      drag: (at) => {
        if (!from) return;
        moved = true;
        snapper.follow(at.lonLat, subjects().map(refOf));
      },
      up: (at) => turns.next(() => letGo(at)),
      key: (combination) => {
        if (combination === 'Tab' || combination === 'Shift+Tab')
          return tabThroughHits(combination === 'Tab' ? 1 : -1);
        const step = kind === 'move' ? nudge(combination) : null;
        if (step) {
          turns.next(() => applyTransform({ kind: 'move', by: step }).then(() => undefined));
          return true;
        }
        if (combination !== 'Esc') return false;
        if (from) rest();
        else useTool.getState().setTool('select');
        return true;
      },
    };
  };

/** An arrow key with Shift moves by a metre, with Ctrl besides by ten; null for other keys. */
function nudge(combination: string): LonLat | null {
  const match = /^(Ctrl\+)?Shift\+Arrow(Left|Right|Up|Down)$/.exec(combination);
  const middle = match ? middleOfSubjects() : null;
  if (!match || !middle) return null;
  const metres = match[1] ? 10 : 1;
  const { lon, lat } = metresPerDegree(middle[1]);
  const [x, y] = { Left: [-1, 0], Right: [1, 0], Up: [0, 1], Down: [0, -1] }[match[2]!]!;
  return [canonical((x! * metres) / lon), canonical((y! * metres) / lat)];
}
