/**
 * Map sheets of the demonstration county: how long composing and writing take, and how much memory, for several sizes of
 * the county. `node electron/build/enode.mjs test/bench/print.bench.ts [--sizes 3000,20000,200000]`
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadOverlay } from '../../electron/geometry/load-overlay.ts';
import { composePage } from '../../electron/jobs/print/compose-page.ts';
import { sheetSource } from '../../electron/jobs/print/sheet-source.ts';
import { writePdf } from '../../electron/print/pdf/write-pdf.ts';
import { buildSample } from '../../electron/sample/build-sample.ts';
import { openReader } from '../../electron/store/read/reader.ts';
import type { CallContext } from '../../shared/bridge/contract.ts';
import type { DisplayList } from '../../shared/print/display-list.ts';
import { layoutFrom, sheetTemplate } from '../../shared/print/layout/templates.ts';
import { SINGLE_PAGE } from '../../shared/print/sheet-window.ts';
import { must } from '../../shared/result.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
const at = process.argv.indexOf('--sizes');
const SIZES = [3000, 20_000, 200_000] as const;
const wanted = at < 0 ? [3000, 20_000] : (process.argv[at + 1] ?? '').split(',').map(Number);
const sizes = SIZES.filter((size) => wanted.includes(size));
const TEMPLATES = ['land-use-a4-portrait', 'land-use-a1-landscape', 'control-lines-a0-landscape'];

const folder = mkdtempSync(path.join(tmpdir(), 'lantu-print-'));
const overlay = await loadOverlay();
console.log('parcels  template                      compose ms   write ms    items      KB    rss MB');
for (const parcels of sizes) {
  const file = path.join(folder, `${parcels}.gpkg`);
  must(await buildSample({ path: file, parcels, dirty: false }, call));
  const reader = openReader(file);
  for (const template of TEMPLATES) {
    const layout = layoutFrom(sheetTemplate(template)!, 'zh-CN');
    const source = must(sheetSource(reader, layout, { name: '', date: '2026-11-22' }, overlay));
    const begun = performance.now();
    const page = await composePage(reader, source, SINGLE_PAGE, call);
    const composed = performance.now();
    const out = path.join(folder, 'out.pdf');
    const handle = await open(out, 'w');
    async function* pages(): AsyncGenerator<DisplayList> {
      if (page !== null) yield page.list;
    }
    await writePdf(handle, { title: '', author: '', date: '' }, pages());
    await handle.close();
    const written = performance.now();
    const cells = [
      String(parcels).padStart(7),
      template.padEnd(28),
      (composed - begun).toFixed(0).padStart(11),
      (written - composed).toFixed(0).padStart(10),
      String(page?.list.items.length ?? 0).padStart(8),
      (statSync(out).size / 1000).toFixed(0).padStart(7),
      (process.memoryUsage().rss / 1e6).toFixed(0).padStart(9),
    ];
    console.log(cells.join(' '));
  }
  reader.close();
}
rmSync(folder, { recursive: true, force: true });
