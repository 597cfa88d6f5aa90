import { accuracyOf } from './accuracy.ts';
import { isTalker } from './constellation.ts';
import { emptyEpoch, tellsOfPlace, type Epoch, type LonLat } from './epoch.ts';
import { readTime } from './fields.ts';
import { PLACES, READERS } from './read-sentence.ts';
import { createSky } from './sky.ts';
import { createSentenceSplitter } from './split-sentences.ts';
import { isMeasured, noFaults, type Faults, type Fix, type Quality, type Satellite } from './types.ts';
import { createUtcClock } from './utc-clock.ts';

/** Satellites that have not been told of for so long are not shown any more. */
const SKY_HOLDS_MS = 10_000;
/** Two sentences of one moment that are further apart (degrees; about ten metres) speak of two places. */
const SAME_PLACE_DEG = 1e-4;

export interface NmeaSink {
  /**
   * A moment with a position, of any quality but none.
   *
   * @param atMs when its last sentence arrived
   */
  fix(fix: Fix, atMs: number): void;
  /** A moment of which the receiver says that it has no position. */
  noFix(): void;
  satellites(view: readonly Satellite[]): void;
}

/** Reads NMEA 0183 from bytes as they come. What it gives does not depend on how they are cut. */
export interface NmeaReader {
  /** @param atMs when the bytes arrived, by any clock that does not go back */
  push(chunk: Uint8Array, atMs: number): void;
  /**
   * The sentences of a moment are over: the receiver has paused. Without it a moment ends with the first sentence of
   * the next.
   */
  pause(): void;
  /** The source has ended. */
  end(): void;
  readonly faults: Readonly<Faults>;
}

interface Place {
  readonly at: LonLat;
  readonly quality: Quality;
}

/** The position of a moment: that of GGA, which says most of it; none where any sentence says that it is void. */
function placeOf({ gga, rmc, gll }: Epoch): Place | null {
  const said = [gga, rmc, gll].filter((one) => one !== null);
  const first = said.find(({ at }) => at !== null);
  if (first === undefined || first.at === null) return null;
  const doubt = said.find(({ quality }) => !isMeasured(quality));
  const quality = (doubt ?? first).quality;
  return quality === 0 ? null : { at: first.at, quality };
}

const inConflict = ({ gga, rmc, gll }: Epoch, [lon, lat]: LonLat): boolean =>
  [gga, rmc, gll].some(
    (one) =>
      one?.at != null &&
      (Math.abs(one.at[0] - lon) > SAME_PLACE_DEG || Math.abs(one.at[1] - lat) > SAME_PLACE_DEG),
  );

export function createNmeaReader(sink: NmeaSink): NmeaReader {
  const faults = noFaults();
  const clock = createUtcClock();
  const sky = createSky();
  let epoch = emptyEpoch();
  let nowMs = 0;
  /** When the last sentence of the open moment arrived. */
  let heardMs = 0;
  let skyMs = 0;

  const noFix = (): void => {
    faults.noFix++;
    clock.doubt();
    sink.noFix();
  };

  /** Gives out what has been gathered. */
  const finish = (): void => {
    const done = epoch;
    epoch = emptyEpoch();
    if (sky.changed()) {
      skyMs = heardMs;
      sink.satellites(sky.view(done.used));
    } else if (nowMs - skyMs > SKY_HOLDS_MS && sky.count() !== null) {
      sky.clear();
      sink.satellites([]);
    }
    if (!tellsOfPlace(done)) {
      // The date may come before the place, or after it, with a pause between them or with the time of another moment.
      if (done.zda !== null && done.dayMs !== null) clock.date(done.zda, done.dayMs, heardMs);
      return;
    }
    faults.epochs++;
    const place = placeOf(done);
    if (place === null || done.dayMs === null) return noFix();
    const { gga, rmc, gst, vtg, dop } = done;
    // A date beside a void position may be that of a clock without satellites.
    const placed = clock.place(done.dayMs, rmc?.day ?? done.zda, heardMs);
    if (placed.kind !== 'next') {
      faults[placed.kind]++;
      return;
    }
    if (placed.clockSet) faults.clockSet++;
    if (inConflict(done, place.at)) faults.conflicts++;
    const hdop = gga?.hdop ?? dop?.hdop ?? null;
    const vdop = dop?.vdop ?? null;
    const heightGeoidM = gga?.heightGeoidM ?? null;
    const separationM = gga?.separationM ?? null;
    const fix: Fix = {
      timeMs: placed.timeMs,
      dayMs: done.dayMs,
      orderMs: placed.orderMs,
      dateFrom: placed.dateFrom,
      clockSet: placed.clockSet,
      lon: place.at[0],
      lat: place.at[1],
      quality: place.quality,
      // The old standard stops counting at twelve.
      satellitesUsed: gga === null && done.used.size === 0 ? null : Math.max(gga?.used ?? 0, done.used.size),
      satellitesInView: sky.count(),
      hdop,
      pdop: dop?.pdop ?? null,
      vdop,
      accuracy: accuracyOf({ quality: place.quality, gst, hdop, vdop }),
      heightGeoidM,
      heightEllipsoidM: heightGeoidM === null || separationM === null ? null : heightGeoidM + separationM,
      speedMps: rmc?.speedMps ?? vtg?.speedMps ?? null,
      courseDeg: rmc?.courseDeg ?? vtg?.courseDeg ?? null,
      headingDeg: done.headingDeg,
    };
    sink.fix(fix, heardMs);
  };

  const take = (body: string): void => {
    const fields = body.split(',');
    const head = fields[0]!;
    const talker = head.slice(0, 2);
    const kind = head.slice(2);
    if (!isTalker(talker)) {
      faults.unread++;
      return;
    }
    if (kind === 'GSV') {
      if (sky.take(fields, talker)) heardMs = nowMs;
      else faults.malformed++;
      return;
    }
    const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
    if (reader === undefined) {
      faults.unread++;
      return;
    }
    const time = reader.time === null ? null : readTime(fields[reader.time]);
    // Read apart first: a sentence that does not fit must not end a moment either.
    if (time === undefined || !reader.read(emptyEpoch(), fields, talker)) {
      faults.malformed++;
      return;
    }
    if (time !== null) {
      // What was said of a place without a time is a moment of its own.
      if (epoch.dayMs === null ? tellsOfPlace(epoch) : epoch.dayMs !== time) finish();
      epoch.dayMs = time;
    } else if (PLACES.has(kind) && tellsOfPlace(epoch)) {
      finish();
    }
    reader.read(epoch, fields, talker);
    heardMs = nowMs;
  };

  const splitter = createSentenceSplitter(faults, take);
  return {
    faults,
    push: (chunk, atMs) => {
      nowMs = atMs;
      splitter.push(chunk);
    },
    pause: finish,
    end: () => {
      splitter.end();
      finish();
    },
  };
}
