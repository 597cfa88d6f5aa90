import { fail, ok, type Result } from '../result.ts';
import { writtenValues, type Figure, type WrittenValue } from './coordinate-tokens.ts';

const UNITS = ['°', "'", '"'] as const;

/**
 * A written value as a number: degrees from degrees, minutes and seconds, or the number itself. Failures
 * `coordinate.symbols`, `coordinate.whole` (a fraction where a smaller unit follows), `coordinate.minutes`,
 * `coordinate.seconds` (60 or more, or negative), `coordinate.parts` (more than three figures).
 */
export function numberOf({ figures }: WrittenValue): Result<number> {
  if (figures.length === 0 || figures.length > 3) return fail('coordinate.parts', { n: figures.length });
  const units = figures.map(({ unit }) => unit);
  const inOrder = units.every((unit, i) => unit === null || unit === UNITS[i]);
  if (!inOrder) return fail('coordinate.symbols', { text: figures.map(written).join('') });
  const [first, ...smaller] = figures;
  for (const { text } of figures.slice(0, -1)) {
    if (!/^[+-]?\d+\.?$/.test(text)) return fail('coordinate.whole', { value: text });
  }
  const negative = first!.text.startsWith('-');
  let value = Math.abs(Number(first!.text));
  for (const [i, { text }] of smaller.entries()) {
    const part = Number(text);
    if (!(part >= 0 && part < 60)) {
      return i === 0
        ? fail('coordinate.minutes', { value: text })
        : fail('coordinate.seconds', { value: text });
    }
    value += part / (i === 0 ? 60 : 3600);
  }
  return Number.isFinite(value)
    ? ok(negative ? -value : value)
    : fail('coordinate.parts', { n: figures.length });
}

const written = ({ text, unit }: Figure): string => `${text}${unit ?? ''}`;

/** Whether a value can only be an angle: it has a sign of degrees, or minutes. */
export const isAngle = ({ figures }: WrittenValue): boolean =>
  figures.length > 1 || figures.some(({ unit }) => unit !== null);

/** One angle, however written: `288°40′`, `288 40 12`, `288-40-12`, `288.6667`. Degrees. */
export function parseAngle(text: string): Result<number> {
  const values = writtenValues(text);
  if (!values.ok) return values;
  const figures = values.value.flatMap((value) => value.figures);
  if (figures.length === 0) return fail('coordinate.empty');
  if (values.value.some(({ label }) => label !== null)) return fail('coordinate.symbols', { text });
  return numberOf({ figures, label: null });
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `110°05′17.430″`: an angle with `decimals` of a second, without its sign. Six decimals tell grid steps apart. */
export function formatDms(degrees: number, decimals: number): string {
  const scale = 10 ** decimals;
  const units = Math.round(Math.abs(degrees) * 3600 * scale);
  const whole = Math.floor(units / scale);
  const fraction = decimals === 0 ? '' : `.${String(units - whole * scale).padStart(decimals, '0')}`;
  const minutes = Math.floor(whole / 60);
  return `${Math.floor(minutes / 60)}°${two(minutes % 60)}′${two(whole % 60)}${fraction}″`;
}

/** `288°40′` or, with seconds, `288°40′12″`: a direction, clockwise from north, in [0, 360). */
export function formatBearing(degrees: number, seconds = false): string {
  const unit = seconds ? 3600 : 60;
  const units = Math.round((((degrees % 360) + 360) % 360) * unit) % (360 * unit);
  if (seconds) return formatDms(units / unit, 0);
  return `${Math.floor(units / 60)}°${two(units % 60)}′`;
}
