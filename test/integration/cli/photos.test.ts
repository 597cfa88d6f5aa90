import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOffice, parkUid } from '../../fixtures/exchange/desks.ts';
import { photoOf } from '../../fixtures/photo/make-photo.ts';
import { lantu } from './lantu.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

/** Two segments of a minute each with a point every ten seconds, an hour after ten in China, and an hour between them. */
function gpx(): string {
  const point = (seconds: number): string => {
    const time = new Date(Date.UTC(2026, 4, 1, 2) + seconds * 1000).toISOString();
    return `<trkpt lon="${(110 + seconds * 1e-5).toFixed(6)}" lat="30.5"><ele>3</ele><time>${time}</time></trkpt>`;
  };
  const segment = (from: number): string =>
    `<trkseg>${[0, 10, 20, 30, 40, 50, 60].map((s) => point(from + s)).join('')}</trkseg>`;
  return `<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="t"><trk><name>a</name>${segment(0)}${segment(3660)}</trk></gpx>`;
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-photos-'));
  await makeOffice(at('a.gpkg'));
  fs.mkdirSync(at('card'));
  fs.writeFileSync(at('day.gpx'), gpx());
  fs.writeFileSync(at('card/1.jpg'), photoOf('2026:05:01 09:00:00', [111, 31]));
  // The clock is 42 s behind.
  fs.writeFileSync(at('card/2.jpg'), photoOf('2026:05:01 09:59:43', null));
  fs.writeFileSync(at('card/3.jpg'), photoOf('2026:05:01 10:30:00', null));
  fs.writeFileSync(at('card/4.pdf'), '%PDF-1.4');
  fs.writeFileSync(at('card/5.exe'), 'MZ');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it('places photographs by themselves and by the track, names what it could not, and adds nothing twice', () => {
  const words = ['--track', at('day.gpx'), '--shift', '42', '--link', `industrial_park/${parkUid(1)}`];
  const first = lantu('photos', at('a.gpkg'), at('card'), ...words);
  expect(first.stdout.trim().split('\n')).toEqual([
    '1.jpg：按照片自带位置 111.0000000, 31.0000000',
    '2.jpg：按轨迹时间 110.0002500, 30.5000000',
    '3.jpg：没有位置（拍摄时轨迹中断）',
    '4.pdf：已保存（文件）',
    '5.exe：未导入（不是照片、录音或 PDF）',
  ]);
  expect(first.stderr).toContain('14 个带时间的点，2 段');
  expect(first.status).toBe(1);
  const second = lantu('photos', at('a.gpkg'), at('card'), ...words, '--json');
  expect(second.status).toBe(0);
  const { files } = JSON.parse(second.stdout) as {
    files: { name: string; known: boolean; timeShiftS: number | null }[];
  };
  expect(files.map(({ name, known, timeShiftS }) => [name, known, timeShiftS])).toEqual([
    ['1.jpg', true, null],
    ['2.jpg', true, 42],
    ['3.jpg', true, 42],
    ['4.pdf', true, null],
  ]);
});

it.each([
  [['--zone', 'east'], 'error.cli.photos-zone', '时区「east」'],
  [['--shift', '1.5'], 'error.cli.photos-shift', '时间偏移「1.5」'],
  [['--link', 'park'], 'error.cli.photos-link', '「park」'],
  [['--track', 'card/4.pdf'], 'error.gpx.broken', '不是可读的 GPX'],
])('refuses %s', (words, _code, said) => {
  const run = lantu(
    'photos',
    at('a.gpkg'),
    at('card'),
    ...words.map((one) => (one.includes('/') ? at(one) : one)),
  );
  expect(run.status).toBe(2);
  expect(run.stderr).toContain(said);
});
