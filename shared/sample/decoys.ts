import type { Registry } from './layers/registry.ts';
import { LAND, PARK } from './truth-rows.ts';
import type { Decoy } from './truth-types.ts';

/** Places that look like contradictions and are none. */
export function decoys(r: Registry): Decoy[] {
  const uid = (layer: string, ref: string): string => r.named(layer, ref).uid;
  const ways = (id: string, zone?: string): string[] => {
    const out = new Set<string>();
    r.county.land.faces.forEach((l, f) => {
      const ref = r.at(LAND, f);
      if (l && l.way === id && ref && (zone === undefined || l.zone === zone)) out.add(ref.uid);
    });
    return [...out];
  };
  return [
    {
      id: 'N1',
      what: 'K1 shares 1.4 km of border with basic farmland',
      uids: [uid(PARK, 'K1'), uid('basic_farmland', 'PBF-N1')],
    },
    {
      id: 'N2',
      what: 'K8, a modern agriculture park, covers 96 ha of basic farmland as farmland',
      uids: [uid(PARK, 'K8'), uid('basic_farmland', 'PBF-N2')],
    },
    {
      id: 'N3',
      what: 'planned road crosses the redline with item 6 on record',
      uids: [...ways('X5', '100'), uid('ecological_redline', 'R-N3')],
    },
    {
      id: 'N4',
      what: 'dam inside the water source protection area',
      uids: [uid(LAND, 'N4'), uid('ecological_zone', 'E5')],
    },
    {
      id: 'N5',
      what: 'mine outside the boundary in the mineral zone',
      uids: [uid('major_project', 'M03'), uid(LAND, 'N5')],
    },
    { id: 'N6', what: 'village planned as farmland with its basis on record', uids: [uid(LAND, 'N6')] },
    { id: 'N7', what: 'new homesteads outside the boundary in the village zone', uids: [uid(LAND, 'N7')] },
    {
      id: 'N8',
      what: 'island of basic farmland cut out of town and boundary',
      uids: [uid('basic_farmland', 'PBF-N8')],
    },
    { id: 'N9', what: 'K7 with 62% industry and storage', uids: [uid(PARK, 'K7')] },
    {
      id: 'N10',
      what: 'K1 overlaps a patch by 0.6 m2',
      uids: [uid(PARK, 'K1'), uid('basic_farmland', 'PBF-N10')],
    },
    { id: 'N11', what: 'class 3 park in an urbanised township', uids: [uid(PARK, 'K3')] },
    { id: 'N12', what: 'river of 20 m width and 30 km length', uids: ways('N12') },
  ];
}
