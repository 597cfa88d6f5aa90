import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KEPT_BYTES, openPmtiles } from '../../../electron/background/pmtiles/reader.ts';
import { must } from '../../../shared/result.ts';
import { directoryBytes, writePmtiles } from '../../fixtures/background/write-pmtiles.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'lantu-pmtiles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ZOOM = 12;
const LEAVES = 8;
const ENTRIES = 200_000;

/** An archive whose leaves are far larger than any tool would make them. */
function heavy(): Uint8Array {
  const head = writePmtiles({
    tiles: [{ tile: { z: ZOOM, x: 0, y: 0 }, bytes: new Uint8Array(8) }],
    minZoom: ZOOM,
    maxZoom: ZOOM,
    bounds: [110, 30, 111, 31],
    gzip: false,
  }).slice(0, 127);
  const first = (4 ** ZOOM - 1) / 3;
  const share = Math.floor(4 ** ZOOM / LEAVES);
  const leaves = Array.from({ length: LEAVES }, (_, leaf) =>
    directoryBytes(
      Array.from({ length: ENTRIES }, (_, i) => ({
        id: first + leaf * share + i,
        run: i === ENTRIES - 1 ? share : 1,
        length: 1,
        offset: 0,
      })),
    ),
  );
  let offset = 0;
  const root = directoryBytes(
    leaves.map((bytes, leaf) => {
      const entry = { id: first + leaf * share, run: 0, length: bytes.length, offset };
      offset += bytes.length;
      return entry;
    }),
  );
  const view = new DataView(head.buffer);
  const spans = [root.length, 0, offset, 8];
  let at = 127;
  spans.forEach((length, i) => {
    view.setBigUint64(8 + 16 * i, BigInt(at), true);
    view.setBigUint64(16 + 16 * i, BigInt(length), true);
    at += length;
  });
  return Buffer.concat([head, root, ...leaves, new Uint8Array(8)]);
}

describe('an archive with huge directories', () => {
  it('keeps no more of them in memory than is allowed, and is read on', async () => {
    const file = path.join(folder, 'heavy.pmtiles');
    writeFileSync(file, heavy());
    const archive = must(await openPmtiles(file));
    let most = 0;
    const step = 2 ** ZOOM / 8;
    for (let x = 0; x < 8; x++) {
      for (let y = 0; y < 8; y++) {
        expect(await archive.tile({ z: ZOOM, x: x * step, y: y * step })).toEqual({ ok: true, value: null });
        most = Math.max(most, archive.kept);
      }
    }
    await archive.close();
    // All leaves together are more than that.
    expect(LEAVES * ENTRIES * 32).toBeGreaterThan(KEPT_BYTES);
    expect(most).toBeGreaterThan(ENTRIES * 32);
    expect(most).toBeLessThanOrEqual(KEPT_BYTES);
  });
});
