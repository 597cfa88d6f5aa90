import { textOf } from '../fact-params.ts';
import type { Fields } from '../../model/record.ts';

const COUNTY = 6;
const TOWNSHIP = 9;

/**
 * The unit a code belongs to, by county and township: 9 digits, or 6 where the code names none below the county
 * (also written with zeros). Null where it is shorter than a county's.
 */
export function adminOf(fields: Fields, field: string): { county: string; unit: string } | null {
  const code = textOf(fields, field);
  if (code === null || code.length < COUNTY) return null;
  const county = code.slice(0, COUNTY);
  const township = code.slice(COUNTY, TOWNSHIP);
  const whole = township.length < TOWNSHIP - COUNTY || /^0+$/.test(township);
  return { county, unit: whole ? county : county + township };
}
