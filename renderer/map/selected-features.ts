import { create } from 'zustand';
import type { FeatureRecord } from '../../shared/model/record.ts';
import { services } from '../bridge/client.ts';
import { refKey, useSelection } from '../state/selection.ts';

/** More selected features than this are not outlined one by one. */
const MOST = 5000;

/** The selected features with their shapes, as they are in the file. */
export const useSelectedFeatures = create<{ readonly records: readonly FeatureRecord[] }>()(() => ({
  records: [],
}));

let turn = 0;

/** Reads the selected features again. Features that are no longer there leave the selection. */
export async function readSelected(): Promise<void> {
  turn += 1;
  const mine = turn;
  const refs = useSelection.getState().refs.slice(0, MOST);
  if (refs.length === 0) {
    useSelectedFeatures.setState({ records: [] });
    return;
  }
  const answer = await services()?.query.features({ refs: [...refs] });
  if (!answer?.ok || mine !== turn) return;
  useSelectedFeatures.setState({ records: answer.value });
  const found = new Set(answer.value.map((record) => refKey({ table: record.layer, uid: record.uid })));
  const now = useSelection.getState();
  const kept = now.refs.filter((ref, i) => i >= MOST || found.has(refKey(ref)));
  if (kept.length < now.refs.length) now.set(kept);
}
