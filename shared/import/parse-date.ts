/** A day, and whether the source named it whole (`2021年6月` names a month, and its first day is taken). */
export interface ParsedDate {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly whole: boolean;
}

const TIME = String.raw`(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?`;
const FORMS = [
  new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`, 'i'),
  new RegExp(String.raw`^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?${TIME}$`, 'i'),
  new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$`),
  /^(\d{4})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月?$/,
  /^(\d{4})(\d{2})$/,
  /^(\d{4})年?$/,
];

const two = (value: number): string => String(value).padStart(2, '0');

function fields(text: string): (string | undefined)[] | null {
  const plain = text.normalize('NFKC').trim();
  for (const form of FORMS) {
    const match = form.exec(plain);
    if (match) return match.slice(1);
  }
  return null;
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1000 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A date from `2021-06-03`, `2021/6/3`, `20210603`, `2021.6.3`, `2021年6月3日`, with or without a time; null when it is none. */
export function parseDate(text: string): ParsedDate | null {
  const parts = fields(text);
  if (parts === null) return null;
  const year = Number(parts[0]);
  const month = Number(parts[1] ?? 1);
  const day = Number(parts[2] ?? 1);
  if (!isDay(year, month, day)) return null;
  return { date: `${parts[0]}-${two(month)}-${two(day)}`, whole: parts[2] !== undefined };
}

/** A moment as ISO 8601; without an offset the time stands as it was written. Null when it is none. */
export function parseDateTime(text: string): string | null {
  const day = parseDate(text);
  if (day === null) return null;
  const parts = fields(text) ?? [];
  const [hour, minute, second] = [Number(parts[3] ?? 0), Number(parts[4] ?? 0), Number(parts[5] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60) return null;
  const zone = parts[6]?.toUpperCase() ?? '';
  // GDAL writes hours alone.
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone;
  return `${day.date}T${two(hour)}:${two(minute)}:${two(second)}${offset}`;
}
