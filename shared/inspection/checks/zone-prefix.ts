import { crsByEpsg, type Crs } from '../../crs/catalogue.ts';
import {
  tableParam,
  textParam,
  type DraftDefect,
  type FileFound,
  type InspectionCheck,
  type InspectionContext,
} from '../define-check.ts';
import type { TableFacts } from '../source.ts';

/** Half the width of a 3-degree zone. */
const HALF_ZONE = 1.5;
/** Eastings of a system with the zone number have eight digits, those without six (GB zones 13 to 45). */
const PREFIXED_FROM = 10_000_000;

const nameOf = ({ name, epsg }: Crs): string => `${name} (EPSG:${epsg})`;

/** The county's zone against where the county lies; a county may touch two zones and has chosen one of them. */
function countyZone({ county }: InspectionContext): DraftDefect[] {
  const zone = county.zoneEpsg === null ? undefined : crsByEpsg(county.zoneEpsg);
  if (zone === undefined || county.box === null || zone.zoneWidth !== 3) return [];
  const [west, , east] = county.box;
  const reaches = east >= zone.centralMeridian - HALF_ZONE && west <= zone.centralMeridian + HALF_ZONE;
  if (reaches) return [];
  return [
    {
      layer: null,
      uid: null,
      detail: 'zone',
      messages: [
        {
          key: 'zone',
          params: {
            zone: textParam(nameOf(zone)),
            lon: { kind: 'number', value: (west + east) / 2, digits: 3 },
          },
        },
      ],
    },
  ];
}

/** Eastings with a zone number in a system without, or the other way round. */
function prefixFault({ table, geometry, extent }: TableFacts): DraftDefect | null {
  const system = geometry === null ? undefined : crsByEpsg(geometry.srs);
  if (system === undefined || system.kind !== 'gauss-kruger' || extent === null) return null;
  const prefixed = extent[0] >= PREFIXED_FROM;
  if (prefixed === system.prefixed) return null;
  return {
    layer: table,
    uid: null,
    detail: 'prefix',
    messages: [
      {
        key: system.prefixed ? 'prefix-lacking' : 'prefix-extra',
        params: { layer: tableParam(table), crs: textParam(nameOf(system)) },
      },
    ],
  };
}

/** 投影带与带号: the zone the county has chosen, and the digits of eastings in tables that are in a plane. */
export const zonePrefix: InspectionCheck = {
  kind: 'file',
  check: 'G3',
  run({ tables }, context): FileFound {
    const chosen = context.county.zoneEpsg !== null && context.county.box !== null;
    return {
      defects: [...countyZone(context), ...tables.map(prefixFault).filter((one) => one !== null)],
      unchecked: chosen ? [] : [{ why: 'no-zone', layers: ['county'] }],
      looked: chosen,
    };
  },
};
