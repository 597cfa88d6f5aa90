import type { PackedRefs } from '../../shared/bridge/rows-contract.ts';
import { allRows, type LocationQuery, type RowFilter } from '../../shared/bridge/rows-schemas.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { services, type QueryClient } from '../bridge/client.ts';
import { useSelection, type SelectMode } from './selection.ts';

/** How many features the question found; the selection has been changed by them. */
type Selected = Promise<Result<number>>;

async function select(
  mode: SelectMode,
  ask: (query: QueryClient) => Promise<Result<readonly PackedRefs[]>>,
): Selected {
  const now = services();
  if (now === null) return fail('bridge.closed');
  const found = await ask(now.query);
  if (!found.ok) return found;
  useSelection.getState().take(found.value, mode);
  return ok(found.value.reduce((sum, { fids }) => sum + fids.length, 0));
}

/** Rows that a filter means. Failures of the filter's expression, and `bridge.closed`. */
export const selectRows = (filter: RowFilter, mode: SelectMode): Selected =>
  select(mode, async (query) => {
    const opened = await query.openRows({ filter, sort: [] });
    if (!opened.ok) return opened;
    const { view, total } = opened.value;
    const refs = await query.rowRefs({ view, offset: 0, limit: total });
    return refs.ok ? ok([refs.value]) : refs;
  });

/** Features of a layer for which a condition (shared/expression) is true. Failures of `checkCondition`. */
export const selectByExpression = (layer: string, expression: string, mode: SelectMode): Selected =>
  selectRows({ ...allRows(layer), expression }, mode);

/** Features that lie in a polygon, or have a point in common with it: box and lasso. */
export const selectByShape = (
  layers: readonly string[],
  shape: Packed,
  how: 'inside' | 'touches',
  mode: SelectMode,
): Selected => select(mode, (query) => query.selectByGeometry({ layers: [...layers], shape, how }));

/** Features that lie so to features of another layer. */
export const selectByLocation = (question: LocationQuery, mode: SelectMode): Selected =>
  select(mode, async (query) => {
    const refs = await query.selectByLocation(question);
    return refs.ok ? ok([refs.value]) : refs;
  });

/** What the filter means and is not selected becomes what is selected in its layer. */
export async function invertSelection(filter: RowFilter): Selected {
  const now = services();
  if (now === null) return fail('bridge.closed');
  const { refs, take } = useSelection.getState();
  const others = refs.filter((ref) => ref.table !== filter.layer);
  const before = refs.filter((ref) => ref.table === filter.layer).map((ref) => ref.uid);
  const opened = await now.query.openRows({ filter, sort: [] });
  if (!opened.ok) return opened;
  const all = await now.query.rowRefs({ view: opened.value.view, offset: 0, limit: opened.value.total });
  if (!all.ok) return all;
  const selected = new Set(before);
  const uids = all.value.uids.split('\n');
  const kept = uids.map((uid) => !selected.has(uid));
  const inverted: PackedRefs = {
    layer: filter.layer,
    fids: all.value.fids.filter((_fid, i) => kept[i]),
    uids: uids.filter((_uid, i) => kept[i]).join('\n'),
  };
  take([inverted], 'set');
  if (others.length > 0) useSelection.getState().add(others);
  return ok(inverted.fids.length);
}
