import { services } from '../bridge/client.ts';
import { keepFids, knownFids, selectedIn, useSelection } from './selection.ts';

/** Fids of what is selected in a layer: as they were told, else as the reader knows them. Features that are gone are left out. */
export async function selectedFids(table: string): Promise<Float64Array> {
  const { refs } = useSelection.getState();
  const told = knownFids(refs, table);
  if (told !== undefined) return told;
  const uids = selectedIn(refs, table);
  if (uids.size === 0) return new Float64Array(0);
  const found = await services()?.query.rowFids({ layer: table, uids: [...uids].join('\n') });
  if (!found?.ok) return new Float64Array(0);
  const fids = found.value.filter((fid) => fid >= 0);
  keepFids(refs, table, fids);
  return fids;
}
