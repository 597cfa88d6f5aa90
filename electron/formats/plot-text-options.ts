import {
  PLOT_ORDERS,
  PLOT_PARTS,
  PLOT_PURPOSES,
  type PlotOrder,
  type PlotPart,
  type PlotPurpose,
} from '../../shared/export/plot-purposes.ts';
import { fail, ok, type Result } from '../../shared/result.ts';

/** `WriteOptions.own` of a boundary-point file. */
export interface PlotOptions {
  readonly purpose: PlotPurpose;
  /** Keys of the head that the user gives, in order. */
  readonly header: readonly (readonly [key: string, value: string])[];
  /** Keys of the fields that fill the plot lines, null for none; what is not named is left to the writer. */
  readonly plot: Readonly<Partial<Record<PlotPart, string | null>>>;
  /** Whether point names begin with J. */
  readonly prefixJ: boolean;
  /** Whether point numbers run on over the rings of a plot or start again with each. */
  readonly numbering: 'running' | 'restart';
  /** Decimals of metres. */
  readonly precision: 2 | 3 | 4;
  /** Which figure comes first; the rule is the northing. */
  readonly order: PlotOrder;
}

const MAX_KEYS = 200;
const MAX_TEXT = 2000;
const SHOWN = 40;

const wrong = (option: string, value: unknown): Result<never> =>
  fail('export.own', { option, value: (JSON.stringify(value) ?? '').slice(0, SHOWN) });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One of some values; the first where nothing is given. */
function choice<T extends string | number | boolean>(
  own: Readonly<Record<string, unknown>>,
  option: string,
  values: readonly [T, ...T[]],
): Result<T> {
  const given = own[option];
  if (given === undefined) return ok(values[0]);
  const found = values.find((value) => value === given);
  return found === undefined ? wrong(option, given) : ok(found);
}

/** A key that the grammar reads as one, with a value on one line. */
const isEntry = (key: string, value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= MAX_TEXT &&
  !/[\r\n]/.test(value) &&
  key.trim() === key &&
  /^[^=＝,，\r\n[［【@]{1,60}$/.test(key);

function readHeader(given: unknown): Result<PlotOptions['header']> {
  if (given === undefined) return ok([]);
  if (!isObject(given)) return wrong('header', given);
  const entries = Object.entries(given);
  if (entries.length > MAX_KEYS) return wrong('header', entries.length);
  const header: (readonly [string, string])[] = [];
  for (const [key, value] of entries) {
    if (!isEntry(key, value)) return wrong(`header.${key.slice(0, SHOWN)}`, value);
    header.push([key, value]);
  }
  return ok(header);
}

function readPlotKeys(given: unknown): Result<PlotOptions['plot']> {
  if (given === undefined) return ok({});
  if (!isObject(given)) return wrong('plot', given);
  const unknown = Object.keys(given).find((key) => !(PLOT_PARTS as readonly string[]).includes(key));
  if (unknown !== undefined) return wrong(`plot.${unknown.slice(0, SHOWN)}`, given[unknown]);
  const plot: Partial<Record<PlotPart, string | null>> = {};
  for (const part of PLOT_PARTS) {
    const key = given[part];
    if (key !== undefined && key !== null && typeof key !== 'string') return wrong(`plot.${part}`, key);
    if (key !== undefined) plot[part] = key;
  }
  return ok(plot);
}

const OPTIONS: readonly string[] = [
  'purpose',
  'header',
  'plot',
  'prefixJ',
  'numbering',
  'precision',
  'order',
];

/** The options of a boundary-point file from what the user chose. Failure `export.own` with the option and its value. */
export function parsePlotOptions(own: Readonly<Record<string, unknown>>): Result<PlotOptions> {
  const unknown = Object.keys(own).find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined) return wrong(unknown.slice(0, SHOWN), own[unknown]);
  const purpose = choice(own, 'purpose', PLOT_PURPOSES);
  if (!purpose.ok) return purpose;
  const header = readHeader(own['header']);
  if (!header.ok) return header;
  const plot = readPlotKeys(own['plot']);
  if (!plot.ok) return plot;
  const prefixJ = choice(own, 'prefixJ', [true, false]);
  if (!prefixJ.ok) return prefixJ;
  const numbering = choice(own, 'numbering', ['running', 'restart']);
  if (!numbering.ok) return numbering;
  const precision = choice(own, 'precision', [3, 2, 4]);
  if (!precision.ok) return precision;
  const order = choice(own, 'order', PLOT_ORDERS);
  if (!order.ok) return order;
  return ok({
    purpose: purpose.value,
    header: header.value,
    plot: plot.value,
    prefixJ: prefixJ.value,
    numbering: numbering.value,
    precision: precision.value,
    order: order.value,
  });
}
