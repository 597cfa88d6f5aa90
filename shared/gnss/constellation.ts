import type { Constellation } from './types.ts';

/** Talkers that are read, and what they speak of; GN of several systems at once. */
const TALKERS: Readonly<Record<string, Constellation | null>> = {
  GP: 'gps',
  GL: 'glonass',
  GA: 'galileo',
  GB: 'beidou',
  BD: 'beidou',
  GQ: 'qzss',
  GN: null,
};

/** System numbers of NMEA 4.11. */
const SYSTEMS: Readonly<Record<string, Constellation>> = {
  '1': 'gps',
  '2': 'glonass',
  '3': 'galileo',
  '4': 'beidou',
  '5': 'qzss',
};

export const isTalker = (talker: string): boolean => Object.hasOwn(TALKERS, talker);

/** The ranges of numbers that receivers give to the systems where nothing else tells them apart. */
function byNumber(id: number): Constellation {
  if (id <= 32) return 'gps';
  if (id <= 64) return 'sbas';
  if (id <= 96) return 'glonass';
  if (id >= 120 && id <= 158) return 'sbas';
  if (id >= 193 && id <= 200) return 'qzss';
  if (id >= 201 && id <= 263) return 'beidou';
  if (id >= 301 && id <= 336) return 'galileo';
  if (id >= 401 && id <= 463) return 'beidou';
  return 'other';
}

/** The system of a satellite, by the system number of the sentence, its talker, and the satellite's own number. */
export function constellationOf(talker: string, system: string | undefined, id: number): Constellation {
  const said = SYSTEMS[system ?? ''] ?? TALKERS[talker] ?? null;
  // GPS and its augmentations share a talker; old receivers number all systems under it.
  return said === null || said === 'gps' ? byNumber(id) : said;
}
