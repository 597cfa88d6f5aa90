import { Copy, Crosshair, Hash, ZoomIn } from 'lucide-react';
import { crsByEpsg } from '../../shared/crs/catalogue.ts';
import { formatZoneXY } from '../../shared/crs/zone-xy.ts';
import { centreAt } from '../map/navigate.ts';
import { copyText } from '../state/copy-text.ts';
import { placeMeant } from '../state/context-place.ts';
import { useSession } from '../state/session.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

/** Nine decimals are the grid that coordinates are stored on. */
const DECIMALS = 9;

const zone = () => {
  const epsg = useSession.getState().blueprint?.zoneEpsg ?? null;
  return epsg === null ? undefined : crsByEpsg(epsg);
};

/** What can be done with a place on the map: the one under the context menu, else the middle of the map. */
export const placeCommands: readonly UiCommand[] = [
  {
    id: 'place.centre',
    group: 'view',
    label: 'catalogue.centre-here',
    icon: Crosshair,
    menu: ['view', 14],
    contexts: { map: 10 },
    available: whenOpen,
    run: () => centreAt(placeMeant(), 0),
  },
  {
    id: 'place.zoom',
    group: 'view',
    label: 'catalogue.zoom-here',
    icon: ZoomIn,
    menu: ['view', 15],
    contexts: { map: 11 },
    available: whenOpen,
    run: () => centreAt(placeMeant(), 2),
  },
  {
    id: 'place.copy-lonlat',
    group: 'edit',
    label: 'catalogue.copy-lonlat',
    icon: Copy,
    menu: ['edit', 40],
    contexts: { map: 20 },
    available: whenOpen,
    run: () => {
      const [lon, lat] = placeMeant();
      void copyText(`${lon.toFixed(DECIMALS)} ${lat.toFixed(DECIMALS)}`);
    },
  },
  {
    id: 'place.copy-xy',
    group: 'edit',
    label: 'catalogue.copy-xy',
    icon: Hash,
    menu: ['edit', 41],
    contexts: { map: 21 },
    available: () => {
      const open = whenOpen();
      if (open !== true) return open;
      return zone() === undefined ? { key: 'catalogue.reason.no-zone' } : true;
    },
    run: () => {
      const [lon, lat] = placeMeant();
      const system = zone();
      if (system !== undefined) void copyText(formatZoneXY(lon, lat, system, 3));
    },
  },
];
