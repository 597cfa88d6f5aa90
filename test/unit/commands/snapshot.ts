import { boxesIntersect } from '../../../shared/geometry/box.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Command, ReadPlan, Snapshot } from '../../../shared/commands/define-command.ts';
import type { Op } from '../../../shared/change/change.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { FeatureRecord, Fields } from '../../../shared/model/record.ts';
import { must, type Result } from '../../../shared/result.ts';

let last = 0;

/** A feature in memory. */
export function feature(
  layer: string,
  uid: string,
  geometry: Packed | null,
  fields: Fields = {},
): FeatureRecord {
  last += 1;
  return { layer, uid, fid: last, rev: 1, fields, geometry };
}

/** A snapshot that holds these features; layers in `locked` and those handed down from above are locked. */
export function snapshotOf(features: readonly FeatureRecord[], locked: readonly string[] = []): Snapshot {
  let made = 0;
  return {
    feature: (ref) => features.find(({ layer, uid }) => layer === ref.table && uid === ref.uid),
    near: (box) => features.filter(({ geometry }) => geometry !== null && boxesIntersect(geometry.box, box)),
    // Fids alone: what filters mean is the store's to say.
    rows: ({ layer, fids }) => {
      const meant = features.filter(
        (one) => one.layer === layer && (fids === null || fids.includes(one.fid)),
      );
      return { ok: true, value: { count: meant.length, [Symbol.iterator]: () => meant[Symbol.iterator]() } };
    },
    layer: builtinLayer,
    locked: (layer) => locked.includes(layer) || builtinLayer(layer)?.readOnly === true,
    newUid: () => `new-${++made}`,
    rev: 1,
    now: '2026-11-22T00:00:00.000Z',
    author: '张三',
  };
}

export const ref = (record: FeatureRecord) => ({ table: record.layer, uid: record.uid });

/** Runs a command the way the store does: parameters through its schema, then the draft's operations in order. */
export function run<P>(
  command: Command<P>,
  snapshot: Snapshot,
  params: P,
): Result<{ ops: Op[]; label: string; params: unknown; nodes: unknown }> {
  const draft = command.run(snapshot, command.params.parse(params));
  if (!draft.ok) return draft;
  const { ops, label, params: names, nodes } = draft.value;
  return { ok: true, value: { ops: [...(ops as Iterable<Op>)], label, params: names, nodes } };
}

/** The operations, where the command must succeed. */
export const opsOf = <P>(command: Command<P>, snapshot: Snapshot, params: P): Op[] =>
  must(run(command, snapshot, params)).ops;

/** Code of the refusal, or `done`. */
export function outcome<P>(command: Command<P>, snapshot: Snapshot, params: P): string {
  const result = run(command, snapshot, params);
  return result.ok ? 'done' : result.error.code;
}

export const square = (x: number, y: number, size = 1): Packed =>
  packPolygon([
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
    ],
  ]);

/** The positions of the first ring, without the closing one. */
export function positions(geometry: Packed | null | undefined): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; geometry && i < geometry.rings[1]! - 1; i++)
    out.push([geometry.xy[2 * i]!, geometry.xy[2 * i + 1]!]);
  return out;
}

/** Second looks as the store makes them (electron/store/write/execute.ts). */
const MORE_LOOKS = 2;

/** The features as the store would show them to a command: those alone that its read plans name. */
export function plannedSnapshot<P>(
  features: readonly FeatureRecord[],
  command: Command<P>,
  params: P,
): Snapshot {
  const all = snapshotOf(features);
  const within = (plans: readonly ReadPlan[]): Snapshot => {
    const refs = plans.flatMap((plan) => plan.refs ?? []);
    const boxes = plans.flatMap((plan) => plan.boxes ?? []);
    const seen = features.filter(
      ({ layer, geometry }) =>
        geometry !== null &&
        boxes.some(
          ({ box, layers }) =>
            boxesIntersect(box, geometry.box) &&
            (layers === 'unlocked' ? !all.locked(layer) : layers.includes(layer)),
        ),
    );
    return {
      ...all,
      feature: (asked) =>
        refs.some(({ table, uid }) => table === asked.table && uid === asked.uid)
          ? all.feature(asked)
          : undefined,
      near: (box) => seen.filter(({ geometry }) => boxesIntersect(geometry!.box, box)),
    };
  };
  const plans = [command.reads(params)];
  for (let look = 0; command.readsMore !== undefined && look < MORE_LOOKS; look++)
    plans.push(command.readsMore(within(plans), params));
  return within(plans);
}
