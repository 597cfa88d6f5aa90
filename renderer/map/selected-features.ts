import { create } from 'zustand';
import type { FeatureRecord } from '../../shared/model/record.ts';
import { services } from '../bridge/client.ts';
import { refKey, selectedIn, selectedLayers, useSelection } from '../state/selection.ts';

/** More selected features than this are not outlined one by one with their shapes, but by their tiles. */
export const MOST_OUTLINED = 1000;

/** The selected features with their shapes, as they are in the file; none where there are too many. */
export const useSelectedFeatures = create<{ readonly records: readonly FeatureRecord[] }>()(() => ({
  records: [],
}));

let turn = 0;

/** Reads the selected features again. Features that are no longer there leave the selection. */
export async function readSelected(): Promise<void> {
  turn += 1;
  const mine = turn;
  const { refs } = useSelection.getState();
  if (refs.length === 0 || refs.length > MOST_OUTLINED) {
    if (useSelectedFeatures.getState().records.length > 0) useSelectedFeatures.setState({ records: [] });
    return;
  }
  const answer = await services()?.query.features({ refs: [...refs] });
  if (!answer?.ok || mine !== turn) return;
  useSelectedFeatures.setState({ records: answer.value });
  const found = new Set(answer.value.map((record) => refKey({ table: record.layer, uid: record.uid })));
  const kept = refs.filter((ref) => found.has(refKey(ref)));
  if (kept.length < refs.length) useSelection.getState().set(kept);
}

/** After a commit: of many selected features those that are gone leave the selection. */
export async function pruneMany(): Promise<void> {
  const { refs, take } = useSelection.getState();
  if (refs.length <= MOST_OUTLINED) return;
  const now = services();
  if (now === null) return;
  for (const layer of selectedLayers(refs)) {
    const uids = [...selectedIn(refs, layer)];
    const fids = await now.query.rowFids({ layer, uids: uids.join('\n') });
    if (!fids.ok || useSelection.getState().refs !== refs) return;
    const gone = uids.filter((_uid, i) => fids.value[i] === -1);
    if (gone.length > 0) take([{ layer, fids: new Float64Array(0), uids: gone.join('\n') }], 'remove');
  }
}
