import { crsByEpsg, zoneOfLongitude, type Crs } from '../../../shared/crs/catalogue.ts';
import { boxCentre, isEmptyBox, unionBoxes } from '../../../shared/geometry/box.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import type { PlanId } from '../../../shared/model/layer.ts';
import type { SheetFacts } from '../../../shared/print/facts.ts';
import type { Reader } from '../../store/read/reader.ts';

/** Box of the county, else of all that there is; null for a blueprint without features. Degrees. */
export function sheetExtent(layers: readonly LayerState[]): Box | null {
  const county = layers.find(({ schema, box }) => schema.role === 'county' && box !== null);
  if (county?.box) return county.box;
  const all = unionBoxes(layers.flatMap(({ box }) => (box === null ? [] : [box])));
  return isEmptyBox(all) ? null : all;
}

/** The zone chosen for the blueprint, else that in which it lies. */
function crsOf(reader: Reader, extent: Box): Crs | undefined {
  const chosen = Number(reader.info('zone_epsg') ?? NaN);
  const crs = crsByEpsg(chosen);
  return crs !== undefined && crs.kind !== 'geographic' ? crs : zoneOfLongitude(boxCentre(extent)[0]);
}

const numberOf = (text: string | null): number | null => (text === null || text === '' ? null : Number(text));

/** What a sheet is called, of which plan it is, and its day. */
export interface SheetWords {
  readonly name: string;
  readonly date: string;
  /** Null: of no plan in particular. */
  readonly plan: PlanId | null;
}

/** The newest version that the plan, or all of the blueprint, still is. */
const versionNow = (reader: Reader, plan: PlanId | null): string =>
  reader.versions().findLast((one) => !one.movedOn && (one.plan === null || one.plan === plan))?.name ?? '';

/** What sheets say of a blueprint; undefined where no zone of the catalogue fits. */
export function sheetFacts(
  reader: Reader,
  extent: Box,
  { name, date, plan }: SheetWords,
): SheetFacts | undefined {
  const crs = crsOf(reader, extent);
  if (crs === undefined) return undefined;
  return {
    name: reader.info('name') ?? '',
    countyName: reader.info('county_name') ?? '',
    countyCode: reader.info('county_code') ?? '',
    baseYear: numberOf(reader.info('base_year')),
    planYear: numberOf(reader.info('plan_year')),
    version: versionNow(reader, plan),
    sheet: name,
    classification: reader.info('classification') ?? 'internal',
    fictional: reader.info('fictional') === '1',
    crs,
    date,
  };
}
