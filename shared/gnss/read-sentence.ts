import { constellationOf } from './constellation.ts';
import type { Epoch } from './epoch.ts';
import { readCount, readDate, readDay, readNumber, readPosition, type Read } from './fields.ts';
import type { Quality } from './types.ts';

/** Adds what a sentence says to its epoch; false where a field does not fit, and then nothing is added. */
type Reader = (epoch: Epoch, fields: readonly string[], talker: string) => boolean;

const KNOT_MPS = 1852 / 3600;

/** What the mode letter of NMEA 2.3 and later says in the numbers of GGA. */
const MODES: Readonly<Record<string, Quality>> = {
  A: 1,
  D: 2,
  P: 3,
  R: 4,
  F: 5,
  E: 6,
  M: 7,
  S: 8,
  N: 0,
};

const times = (value: Read<number>, factor: number): Read<number> =>
  typeof value === 'number' ? value * factor : value;

/** Whether none of the values is one that does not fit. */
const fit = (...values: readonly Read<unknown>[]): boolean => !values.includes(undefined);

/** Quality by status (A or V) and mode; receivers before NMEA 2.3 give no mode. */
function statusQuality(status: string | undefined, mode: string | undefined): Quality | undefined {
  if (status !== 'A' && status !== 'V') return undefined;
  const said = mode === undefined || mode === '' ? (status === 'A' ? 1 : 0) : MODES[mode];
  if (said === undefined) return undefined;
  // A position that is void is none, unless it was not measured anyway, which is what is to be said of it.
  return status === 'V' && said <= 5 ? 0 : said;
}

const gga: Reader = (epoch, f) => {
  const at = readPosition(f, 2);
  const quality = readCount(f[6]) ?? undefined;
  const [used, hdop] = [readCount(f[7]), readNumber(f[8])];
  const [height, separation] = [readNumber(f[9]), readNumber(f[11])];
  if (!fit(at, quality, used, hdop, height, separation) || quality! > 8) return false;
  epoch.gga ??= {
    at: at!,
    quality: quality as Quality,
    used: used!,
    hdop: hdop!,
    heightGeoidM: height!,
    separationM: separation!,
  };
  return true;
};

const rmc: Reader = (epoch, f) => {
  const at = readPosition(f, 3);
  const quality = statusQuality(f[2], f[12]);
  const [speed, course, day] = [times(readNumber(f[7]), KNOT_MPS), readNumber(f[8]), readDate(f[9])];
  if (!fit(at, quality, speed, course, day)) return false;
  epoch.rmc ??= { at: at!, quality: quality!, day: day!, speedMps: speed!, courseDeg: course! };
  return true;
};

const gll: Reader = (epoch, f) => {
  const at = readPosition(f, 1);
  const quality = statusQuality(f[6], f[7]);
  if (!fit(at, quality)) return false;
  epoch.gll ??= { at: at!, quality: quality! };
  return true;
};

const gst: Reader = (epoch, f) => {
  const [latM, lonM, heightM] = [readNumber(f[6]), readNumber(f[7]), readNumber(f[8])];
  if (!fit(latM, lonM, heightM)) return false;
  if (latM !== null && lonM !== null) epoch.gst ??= { latM: latM!, lonM: lonM!, heightM: heightM! };
  return true;
};

const zda: Reader = (epoch, f) => {
  const [day, month, year] = [readCount(f[2]), readCount(f[3]), readCount(f[4])];
  if (!fit(day, month, year)) return false;
  if (day === null || month === null || year === null) return true;
  const said = year! < 1980 ? undefined : readDay(year!, month!, day!);
  if (said === undefined) return false;
  epoch.zda ??= said;
  return true;
};

const vtg: Reader = (epoch, f) => {
  const [course, knots, kilometres] = [readNumber(f[1]), readNumber(f[5]), readNumber(f[7])];
  if (!fit(course, knots, kilometres)) return false;
  const speedMps = times(knots, KNOT_MPS) ?? times(kilometres, 1 / 3.6) ?? null;
  epoch.vtg ??= { speedMps, courseDeg: course! };
  return true;
};

const hdt: Reader = (epoch, f) => {
  const heading = readNumber(f[1]);
  if (heading === undefined) return false;
  epoch.headingDeg ??= heading;
  return true;
};

const gsa: Reader = (epoch, f, talker) => {
  const ids = f.slice(3, 15).map(readCount);
  const [pdop, hdop, vdop] = [readNumber(f[15]), readNumber(f[16]), readNumber(f[17])];
  if (!fit(...ids, pdop, hdop, vdop)) return false;
  for (const id of ids) {
    if (typeof id === 'number' && id > 0) epoch.used.add(`${constellationOf(talker, f[18], id)}:${id}`);
  }
  epoch.dop ??= { pdop: pdop!, hdop: hdop!, vdop: vdop! };
  return true;
};

/** Readers by kind, with the field that holds the time, where it has one. Satellites in view are read apart (`sky.ts`). */
export const READERS: Readonly<Record<string, { readonly time: number | null; readonly read: Reader }>> = {
  GGA: { time: 1, read: gga },
  RMC: { time: 1, read: rmc },
  GLL: { time: 5, read: gll },
  GST: { time: 1, read: gst },
  ZDA: { time: 1, read: zda },
  GSA: { time: null, read: gsa },
  VTG: { time: null, read: vtg },
  HDT: { time: null, read: hdt },
};

/** Kinds that tell of a place or say that there is none: without a time, they still say that much. */
export const PLACES = new Set(['GGA', 'RMC', 'GLL']);
