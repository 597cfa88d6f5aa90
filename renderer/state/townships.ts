import { create } from 'zustand';
import type { FeatureRecord } from '../../shared/model/record.ts';
import { services } from '../bridge/client.ts';

const LAYER = 'township';
/** A county has some dozens; more than this are not read. */
const MOST = 1000;

interface TownshipsState {
  /** Null until they have been read. */
  readonly townships: readonly FeatureRecord[] | null;
}

export const useTownships = create<TownshipsState>()(() => ({ townships: null }));

/** Which townships have been read: as long as no record of theirs is written, they are not read again. */
let seen = '';

/**
 * Reads the townships of the open blueprint where they have changed. Asked after each commit; the rows, without
 * shapes, say whether any record is another than before.
 */
export async function loadTownships(): Promise<void> {
  const now = services();
  if (now === null) return;
  const page = await now.query.table({
    layer: LAYER,
    fields: ['revision'],
    sort: null,
    search: '',
    offset: 0,
    limit: MOST,
  });
  if (!page.ok) return;
  const state = page.value.rows.map(({ uid, values }) => `${uid} ${String(values[0])}`).join();
  if (state === seen && useTownships.getState().townships !== null) return;
  seen = state;
  const refs = page.value.rows.map(({ uid }) => ({ table: LAYER, uid }));
  const features = await now.query.features({ refs });
  if (features.ok) useTownships.setState({ townships: features.value });
}
