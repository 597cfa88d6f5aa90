import { codeEntry } from '../model/code-list.ts';
import type { BilingualText } from '../model/layer.ts';
import { classColor } from './class-colors.ts';

/** A line of the legend's class table: a first-level class, or a second-level one that the standard colours apart. */
export interface LegendClass {
  readonly code: string;
  readonly label: BilingualText;
  readonly color: string;
}

/** Classes shown in the legend of planned land use, in the order of the standard. */
const LEGEND_CODES = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '0703',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
  '23',
];

/** Entries of the land-use legend, with the standard's colours. */
export const landUseLegend = (): readonly LegendClass[] =>
  LEGEND_CODES.flatMap((code) => {
    const entry = codeEntry('land_use_class', code);
    return entry ? [{ code, label: entry.label, color: classColor('land_use_class', code) }] : [];
  });

/** Layers that the legend explains by their symbol, in its order; others have their symbol in the layer tree. */
export const LEGEND_LAYERS: readonly string[] = [
  'ecological_redline',
  'basic_farmland',
  'urban_boundary',
  'ecological_zone',
  'industrial_park',
  'town_center',
  'major_project',
  'public_facility',
];
