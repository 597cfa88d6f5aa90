import path from 'node:path';
import type { FoundEvidence } from '../../../shared/bridge/evidence-contract.ts';
import { text } from '../../../shared/i18n/text.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { NOWHERE } from '../../../shared/photo/plan-photos.ts';
import { placePhoto, type Placed, type PlaceOptions } from '../../../shared/photo/place-photo.ts';
import { DEFAULT_ZONE_MINUTES, readZone } from '../../../shared/photo/photo-time.ts';
import { timedTrack } from '../../../shared/photo/timed-track.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { readGpxTimes } from '../../formats/gpx-times.ts';
import type { Line } from '../command-line.ts';
import type { CliCommand, CliIo } from '../define-command.ts';
import { withBlueprint } from '../with-services.ts';

interface Wanted {
  readonly options: PlaceOptions;
  readonly subject: RecordRef | null;
}

/** Failures `cli.photos-zone`, `cli.photos-shift`, `cli.photos-link` (value) and those of reading a GPX file. */
async function wantedOf(line: Line, io: CliIo): Promise<Result<Wanted>> {
  const zone = line.value('zone');
  const zoneMinutes = zone === undefined ? DEFAULT_ZONE_MINUTES : readZone(zone);
  if (zoneMinutes === null) return fail('cli.photos-zone', { value: zone ?? '' });
  const shift = line.value('shift') ?? '0';
  if (!/^[+-]?\d{1,9}$/.test(shift)) return fail('cli.photos-shift', { value: shift });
  const link = line.value('link');
  const [, table = '', uid = ''] = /^([a-z][a-z0-9_]{0,62})\/(\S{1,64})$/.exec(link ?? '') ?? [];
  if (link !== undefined && uid === '') return fail('cli.photos-link', { value: link });
  const gpx = line.value('track');
  const read = gpx === undefined ? ok(null) : await readGpxTimes(path.resolve(gpx), io.signal);
  if (!read.ok) return read;
  if (read.value !== null)
    io.note(
      text(io.language, 'cli.photos.track', {
        points: read.value.time.filter(Number.isFinite).length,
        segments: read.value.starts.length,
      }),
    );
  return ok({
    options: {
      track: read.value === null ? null : timedTrack(read.value),
      zoneMinutes,
      shiftS: Number(shift),
      declinationDeg: null,
    },
    subject: link === undefined ? null : { table, uid },
  });
}

function lineOf({ language }: CliIo, { name, kind, known }: FoundEvidence, placed: Placed): string {
  if (known) return text(language, 'cli.photos.known', { name });
  if (kind !== 'photo')
    return text(language, 'cli.photos.kept', { name, kind: text(language, `evidence.kind.${kind}`) });
  if (placed.place === null)
    return text(language, 'cli.photos.unplaced', {
      name,
      why: text(language, `evidence.why.${placed.why ?? 'no-track'}`),
    });
  const [lon, lat] = placed.place.map((degrees) => degrees.toFixed(7));
  const by = text(language, `evidence.placed.${placed.placedBy}`);
  return text(language, 'cli.photos.placed', { name, by, lon: lon ?? '', lat: lat ?? '' });
}

const attachmentOf = (found: FoundEvidence, placed: Placed, subject: RecordRef | null) => {
  const { name, kind, mime, size, sha256, facts } = found;
  const { why: _why, ...placing } = placed;
  return {
    kind,
    mime,
    size,
    sha256,
    name: name.slice(-500),
    width: facts?.width ?? null,
    height: facts?.height ?? null,
    ...placing,
    caption: '',
    subject,
  };
};

/** Brings photographs and other evidence into a blueprint. Exit status 1 when photographs have no place. */
export const photosCommand: CliCommand = {
  name: 'photos',
  help: 'cli.help.photos',
  usage:
    'photos <file.gpkg> <folder> [--shift seconds] [--track <gpx>] [--zone +8] [--link layer/uid] [--json]',
  line: {
    positionals: ['file.gpkg', 'folder'],
    values: ['shift', 'track', 'zone', 'link'],
    flags: ['json'],
  },
  run: async (line, io) => {
    const [file = '', folder = ''] = line.positionals;
    const wanted = await wantedOf(line, io);
    if (!wanted.ok) return wanted;
    const { options, subject } = wanted.value;
    return withBlueprint(file, async ({ query, queryControl, store, storeControl }) => {
      const call = { signal: io.signal, onProgress: io.progress };
      await queryControl.grant({ token: 'photos', path: path.resolve(folder), access: 'read' });
      const survey = await query.evidenceSurvey({ files: ['photos'] }, call);
      if (!survey.ok) return survey;
      const { found, refused } = survey.value;
      const placed = found.map((one) => ({
        one,
        at: one.facts === null ? NOWHERE : placePhoto(one.facts, options),
      }));
      const fresh = placed.filter(({ one }) => !one.known);
      if (fresh.length > 0) {
        const staged = await query.evidenceStage({ hashes: fresh.map(({ one }) => one.sha256) });
        if (!staged.ok) return staged;
        const blobs = await queryControl.stagingBlobs({ staging: staged.value.staging });
        if (!blobs.ok) return blobs;
        const kept = await storeControl.keepBlobs({ files: [...blobs.value] });
        if (!kept.ok) return kept;
        const attachments = fresh.map(({ one, at }) => attachmentOf(one, at, subject));
        const added = await store.execute({ command: 'add-attachments', params: { attachments } });
        if (!added.ok) return added;
      }
      const unplaced = fresh.filter(({ one, at }) => one.kind === 'photo' && at.place === null).length;
      if (line.flag('json')) {
        const files = placed.map(({ one, at }) => ({ ...one, ...at }));
        io.out(JSON.stringify({ files, refused }));
      } else {
        for (const { one, at } of placed) io.out(lineOf(io, one, at));
        for (const { name, why } of refused)
          io.out(
            text(io.language, 'cli.photos.refused', {
              name,
              why: text(io.language, `evidence.refused.${why}`),
            }),
          );
      }
      const [added, known] = [fresh.length, found.length - fresh.length];
      io.note(text(io.language, 'cli.photos.done', { added, known, refused: refused.length, unplaced }));
      return ok(unplaced > 0 ? 1 : 0);
    });
  },
};
