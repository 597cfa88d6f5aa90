import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary } from '../../../electron/build/electron-dist.mjs';
import { trackFeatures } from '../../../shared/gnss/track-features.ts';
import type { TrackPoints } from '../../../shared/gnss/track-points.ts';
import { must } from '../../../shared/result.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { fieldDay, type TruePoint } from '../../fixtures/nmea/field-day.ts';
import { startPosition, type LocalPosition } from '../../fixtures/nmea/local-position.ts';
import { gga, rmc, stepsOf } from '../../fixtures/nmea/sentences.ts';

let folder: string;
let locals: LocalPosition[];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-tracks-'));
  locals = [];
});
afterEach(async () => {
  for (const { control } of locals) await control.close({});
  fs.rmSync(folder, { recursive: true, force: true });
});
async function start(): Promise<LocalPosition> {
  const local = await startPosition(path.join(folder, 'user'));
  locals.push(local);
  return local;
}

/** Writes a day as a receiver's log; gives the path and what must be in its track. */
function recordingOf(seed: number, hours: number): { readonly file: string; readonly truth: TruePoint[] } {
  const file = path.join(folder, `day-${seed}.nmea`);
  const truth: TruePoint[] = [];
  const out = fs.openSync(file, 'w');
  for (const { bytes, truth: more } of fieldDay(seed, hours).seconds()) {
    fs.writeSync(out, bytes);
    truth.push(...more);
  }
  fs.closeSync(out);
  return { file, truth };
}

/** Replays a recording into a track as fast as it goes. */
async function recordFile(local: LocalPosition, file: string): Promise<TrackPoints> {
  must(await local.control.grant({ token: 'log', path: file, access: 'read' }));
  must(await local.page.startTrack({ name: '外业 1' }));
  must(await local.page.connect({ source: { kind: 'file', file: 'log', rate: 0 } }));
  await local.until(() => local.statuses.some(({ state }) => state === 'ended'), 60_000);
  return must(await local.page.trackPoints({ id: null, from: 0 }));
}
const rows = (points: TrackPoints): number[][] =>
  Array.from({ length: points.count }, (_u, i) => [
    points.time[i]!,
    points.lon[i]!,
    points.lat[i]!,
    points.quality[i]!,
  ]);

describe('a recorded day of eight hours', () => {
  it('is in the track point by point, on the disk and off it, and in GPX', { timeout: 120_000 }, async () => {
    const local = await start();
    const { file, truth } = recordingOf(31, 8);
    const points = await recordFile(local, file);
    expect(rows(points)).toEqual(truth.map(({ timeMs, lon, lat, quality }) => [timeMs, lon, lat, quality]));
    expect([...points.starts]).toEqual(truth.flatMap(({ begins }, i) => (begins ? [i] : [])));
    expect(local.statuses.at(-1)).toEqual({ state: 'ended', trouble: null });
    expect(local.signals.at(-1)).toBe('lost');
    expect(local.signals.filter((state) => state === 'stale').length).toBeGreaterThan(20);

    const stopped = must(await local.page.stopTrack({}));
    expect(stopped).toMatchObject({ trouble: null, summary: { phase: 'stopped', points: truth.length } });
    const [log] = fs.readdirSync(path.join(local.folder, 'tracks'));
    expect(fs.statSync(path.join(local.folder, 'tracks', log!)).size).toBeLessThan(150 * truth.length);
    const later = await start();
    const [kept] = must(await later.page.tracks({}));
    expect(kept).toMatchObject({ id: stopped.id, name: '外业 1', ended: true, summary: stopped.summary });
    const back = must(await later.page.trackPoints({ id: stopped.id, from: 0 }));
    expect(back).toEqual(points);
    const { features } = trackFeatures(back, { observer: '李四', remark: null, dayOf: () => '2026-11-30' });
    expect(features.reduce((sum, { fields }) => sum + Number(fields['length_m']), 0)).toBeCloseTo(
      stopped.summary.distanceM,
      0,
    );

    const target = path.join(folder, 'day.gpx');
    must(await later.control.grant({ token: 'out', path: target, access: 'write' }));
    expect(must(await later.page.exportTrack({ id: stopped.id, file: 'out' })).points).toBe(truth.length);
    must(await later.page.forgetTrack({ id: stopped.id }));
    expect(must(await later.page.tracks({}))).toEqual([]);
  });

  it.skipIf(!hasPython('osgeo'))(
    'leaves as GPX that GDAL reads with times, heights and segments',
    async () => {
      const local = await start();
      const { file, truth } = recordingOf(32, 1);
      const points = await recordFile(local, file);
      const target = path.join(folder, 'hour.gpx');
      must(await local.control.grant({ token: 'out', path: target, access: 'write' }));
      must(await local.page.exportTrack({ id: null, file: 'out' }));
      const read = runPython('gpx_points.py', [target]) as [number, number, number, number | null, string][];
      let segment = -1;
      const wanted = truth.map(({ begins, lon, lat, heightM, timeMs }) => {
        if (begins) segment++;
        const [day, time] = new Date(timeMs).toISOString().split('T') as [string, string];
        // Nine decimals of a degree are a tenth of a millimetre.
        return [
          segment,
          lon.toFixed(9),
          lat.toFixed(9),
          heightM,
          `${day.replaceAll('-', '/')} ${time.slice(0, 8)}+00`,
        ];
      });
      expect(points.count).toBe(truth.length);
      expect(
        read.map(([at, lon, lat, height, time]) => [at, lon.toFixed(9), lat.toFixed(9), height, time]),
      ).toEqual(wanted);
    },
  );

  it('has the positions that other programs read from the same log', async () => {
    const local = await start();
    const { file } = recordingOf(33, 2);
    must(await local.control.grant({ token: 'log', path: file, access: 'read' }));
    must(await local.page.connect({ source: { kind: 'file', file: 'log', rate: 0 } }));
    await local.until(() => local.statuses.some(({ state }) => state === 'ended'), 60_000);
    const said = runPython('nmea_positions.py', [file]) as [number, number, number, number][];
    const theirs = new Set(said.map((row) => row.join(' ')));
    // Positions that came by RMC alone are not in what reads GGA; the height tells them apart.
    const ours = local.fixes
      .filter(({ use, fix }) => use !== 'not-measured' && fix.heightGeoidM !== null)
      .map(({ fix }) => `${fix.dayMs} ${fix.lon} ${fix.lat} ${fix.quality}`);
    const known = new Set(ours);
    expect(ours.length).toBeGreaterThan(6500);
    expect(ours.filter((row) => !theirs.has(row))).toEqual([]);
    expect([...theirs].filter((row) => !known.has(row))).toEqual([]);
  });

  const gpsbabel = spawnSync('gpsbabel', ['-V']).status === 0;
  if (!gpsbabel) console.log('skipped: gpsbabel is not here (apt-get install gpsbabel)');
  it.skipIf(!gpsbabel)('has the way that gpsbabel reads, but for what it does not keep apart', async () => {
    // Without jumps and old moments, which gpsbabel takes as they come.
    const file = path.join(folder, 'plain.nmea');
    const truth: [string, string][] = [];
    const out = fs.openSync(file, 'w');
    const first = Date.UTC(2026, 10, 29, 23, 50);
    for (let i = 0; i < 1200; i++) {
      const at = { lon: stepsOf(110.6) + 13 * i * 100, lat: stepsOf(30.2) + 7 * i * 100 };
      const moment = { timeMs: first + 1000 * i, at, quality: 1 as const, heightCm: 1000 };
      fs.writeSync(out, gga(moment) + rmc(moment));
      truth.push([(at.lon / 6e8).toFixed(7), (at.lat / 6e8).toFixed(7)]);
    }
    fs.closeSync(out);
    const local = await start();
    const points = await recordFile(local, file);
    const run = spawnSync('gpsbabel', ['-t', '-i', 'nmea', '-f', file, '-o', 'gpx,gpxver=1.1', '-F', '-'], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    const theirs = [
      ...run.stdout.matchAll(/<trkpt lat="([-\d.]+)" lon="([-\d.]+)">[^]*?<time>(\S+?)<\/time>/g),
    ];
    expect(theirs.length).toBe(1200);
    expect(points.count).toBe(1200);
    const times = theirs.map(([, , , time]) => Date.parse(time!));
    expect([...points.time]).toEqual(times);
    const far = theirs.filter(
      ([, lat, lon], i) =>
        Math.abs(Number(lon) - points.lon[i]!) > 2e-8 || Math.abs(Number(lat) - points.lat[i]!) > 2e-8,
    );
    expect(far).toEqual([]);
    expect([...points.lon].map((lon) => lon.toFixed(7))).toEqual(truth.map(([lon]) => lon));
  });

  it('is replayed at the pace of its times, or quicker', { timeout: 60_000 }, async () => {
    const file = path.join(folder, 'slow.nmea');
    const text = [0, 1, 2, 3, 10, 11].map((second) => {
      const moment = {
        timeMs: Date.UTC(2026, 10, 29, 8) + 1000 * second,
        at: { lon: stepsOf(110.6), lat: stepsOf(30.2) },
        quality: 1 as const,
        heightCm: 0,
      };
      return gga(moment) + rmc(moment);
    });
    fs.writeFileSync(file, text.join(''));
    const local = await start();
    must(await local.control.grant({ token: 'log', path: file, access: 'read' }));
    const began = performance.now();
    must(await local.page.connect({ source: { kind: 'file', file: 'log', rate: 5 } }));
    await local.until(() => local.statuses.some(({ state }) => state === 'ended'));
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(2150);
    expect(took).toBeLessThan(6000);
    expect(local.fixes.length).toBe(6);
    // The outage of seven seconds is seen on the clock of the recording.
    expect(local.signals).toEqual(['searching', 'fix', 'stale', 'fix', 'lost']);
  });

  it('that is no recording says so', async () => {
    const local = await start();
    const empty = path.join(folder, 'a.txt');
    fs.writeFileSync(empty, 'no sentence in here\n'.repeat(1000));
    must(await local.control.grant({ token: 'a', path: empty, access: 'read' }));
    must(await local.control.grant({ token: 'b', path: path.join(folder, 'gone.nmea'), access: 'read' }));
    for (const file of ['a', 'b']) {
      must(await local.page.connect({ source: { kind: 'file', file, rate: 0 } }));
      const before = local.statuses.length;
      await local.until(
        () =>
          local.statuses.slice(before).some(({ state }) => state === 'ended') ||
          local.statuses.at(-1)?.state === 'ended',
      );
    }
    const codes = local.statuses.flatMap(({ trouble }) => trouble?.code ?? []);
    expect(codes).toEqual(['position.replay-empty', 'position.replay-unreadable']);
    expect(await local.page.connect({ source: { kind: 'file', file: 'c', rate: 0 } })).toMatchObject({
      error: { code: 'bridge.no-such-file' },
    });
  });
});

describe('a track that runs', () => {
  it('is one at a time, and is steered in order', async () => {
    const { page } = await start();
    const code = async (asked: Promise<{ ok: boolean; error?: { code: string } }>): Promise<string> =>
      (await asked).error?.code ?? 'ok';
    expect(await code(page.pauseTrack({}))).toBe('position.no-track');
    const both = await Promise.all([
      code(page.startTrack({ name: 'a' })),
      code(page.startTrack({ name: 'b' })),
    ]);
    expect(both).toEqual(['ok', 'position.track-running']);
    expect(must(await page.pauseTrack({})).summary.phase).toBe('paused');
    expect(must(await page.resumeTrack({})).summary.phase).toBe('recording');
    expect(await code(page.exportTrack({ id: null, file: 'x' }))).toBe('bridge.no-such-file');
    const { id } = must(await page.stopTrack({}));
    expect(await code(page.recoverTrack({ id }))).toBe('position.no-such-track');
    expect(await code(page.startTrack({ name: 'c' }))).toBe('ok');
    expect(await code(page.forgetTrack({ id: must(await page.state({})).track!.id }))).toBe(
      'position.track-running',
    );
  });

  it('keeps the raw bytes as they came where that is asked for', async () => {
    const local = await start();
    const { file } = recordingOf(34, 0.1);
    const raw = must(await local.page.keepRaw({ on: true }))!;
    await recordFile(local, file);
    must(await local.page.keepRaw({ on: false }));
    expect(fs.readFileSync(raw).equals(fs.readFileSync(file))).toBe(true);
  });

  it(
    'loses seconds at most when the process is killed, and goes on from there',
    { timeout: 90_000 },
    async () => {
      const user = path.join(folder, 'user');
      const sockets: net.Socket[] = [];
      const server = net.createServer((socket) => sockets.push(socket.on('error', () => {})));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const child = spawn(
        electronBinary(),
        [path.resolve('test/fixtures/nmea/position-child.ts'), user, String(port)],
        { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const began = Date.now();
      const first = Date.UTC(2026, 10, 29, 8);
      const momentAt = (i: number) => ({
        timeMs: first + 100 * i,
        at: { lon: stepsOf(110.6) + 100 * i, lat: stepsOf(30.2) },
        quality: 4 as const,
        heightCm: 0,
      });
      await once(server, 'connection');
      // Ten positions a second for seven seconds, then no mercy.
      let sent = 0;
      while (Date.now() - began < 9000) {
        sockets[0]!.write(gga(momentAt(sent)) + rmc(momentAt(sent)));
        sent++;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      child.kill('SIGKILL');
      await once(child, 'exit');
      await new Promise((resolve) => server.close(resolve));

      const local = await start();
      const [kept] = must(await local.page.tracks({}));
      expect(kept).toMatchObject({ name: '早晨', ended: false });
      const points = must(await local.page.trackPoints({ id: kept!.id, from: 0 }));
      // Two seconds between writings, one moment open, and what was on its way.
      expect(points.count).toBeGreaterThan(sent - 27);
      expect([...points.time]).toEqual(Array.from({ length: points.count }, (_u, i) => first + 100 * i));

      // As if the last writing had been cut in its middle.
      const log = path.join(user, 'tracks', `${kept!.id}.track`);
      fs.truncateSync(log, fs.statSync(log).size - 7);
      const again = must(await local.page.recoverTrack({ id: kept!.id }));
      expect(again.summary).toMatchObject({ phase: 'paused', points: points.count - 1 });
      must(await local.page.resumeTrack({}));
      const file = path.join(folder, 'rest.nmea');
      fs.writeFileSync(file, [5000, 5001].map((i) => gga(momentAt(i)) + rmc(momentAt(i))).join(''));
      must(await local.control.grant({ token: 'rest', path: file, access: 'read' }));
      must(await local.page.connect({ source: { kind: 'file', file: 'rest', rate: 0 } }));
      await local.until(() => local.statuses.some(({ state }) => state === 'ended'));
      const ended = must(await local.page.stopTrack({}));
      expect(ended.summary).toMatchObject({ points: points.count + 1, segments: 2 });
      const later = await start();
      const back = must(await later.page.trackPoints({ id: kept!.id, from: points.count - 1 }));
      expect([...back.time]).toEqual([first + 500_000, first + 500_100]);
      expect([...back.starts]).toEqual([0]);
    },
  );

  it('is not ended by the end of the app', async () => {
    const local = await start();
    const { file, truth } = recordingOf(35, 0.1);
    await recordFile(local, file);
    must(await local.control.close({}));
    const later = await start();
    expect(must(await later.page.tracks({}))).toMatchObject([
      { ended: false, summary: { points: truth.length } },
    ]);
  });
});
