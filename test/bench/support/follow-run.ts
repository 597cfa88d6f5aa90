/**
 * `follow-run.ts blueprint.gpkg edits folder`: the check service beside the real writer; how long after a commit the
 * findings are exact again, by layer. Changes the file. Prints JSON.
 */
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { createCheckService } from '../../../electron/jobs/check/check-service.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { Committed } from '../../../shared/change/change.ts';
import { pointCount } from '../../../shared/geometry/counts.ts';
import { must } from '../../../shared/result.ts';
import { seeded } from '../../fixtures/parcels.ts';
import { fidsOf, openForEdits, randomMove } from './edited-store.ts';
import { startFigures, Waits } from './own-figures.ts';
import { call, failing, places } from './whole-check.ts';

/** Layers whose vertices are moved; the last is handed down from above and changed from outside, then put anew. */
const LAYERS = ['land_use', 'industrial_park', 'functional_zone', 'ecological_redline'] as const;
const HANDED_DOWN = 'ecological_redline';
const EDITED = [...LAYERS.map((layer) => ({ layer, whole: false })), { layer: HANDED_DOWN, whole: true }];
/** The file is looked at once a second for edits from outside. */
const OUTSIDE_AT_MOST = 40;
/** From the first findings to the first edit. */
const FIRST_EDIT_MS = 3000;

const [file, edits, folder] = process.argv.slice(2);
const told = startFigures();
const random = seeded(7);
let settled: (rev: number) => void = () => {};
const service = createCheckService({
  openReader,
  loadOverlay,
  loadFill: loadCoverageFill,
  emit: (name, payload) => {
    if (name === 'findings') settled(payload.rev);
  },
  log: failing,
});
const reached = (rev: number): Promise<void> =>
  new Promise((resolve) => {
    settled = (now) => {
      if (now >= rev) resolve();
    };
  });
const idle = async (): Promise<void> => {
  while (must(await service.findings({}, call)).state.running)
    await new Promise((done) => setImmediate(done));
};

// As the app does: the writer first, then who reads.
const store = await openForEdits(file!, folder!);
const reader = openReader(file!);
const first = reached(0);
must(await service.open(places(file!), call));
await first;
// Nobody edits sooner; what the service gets ready meanwhile is ready.
await new Promise((done) => setTimeout(done, FIRST_EDIT_MS));

async function follow(committed: Committed, waits: Waits): Promise<void> {
  await idle();
  const done = reached(committed.rev);
  await waits.add(async () => {
    must(await service.committed(committed, call));
    await done;
  });
}

const layers: { layer: string; whole: boolean; waits: Waits; refused: number; points: number[] }[] = [];
for (const { layer, whole } of EDITED) {
  const fids = await fidsOf(reader, layer);
  const result = { layer, whole, waits: new Waits(), refused: 0, points: [] as number[] };
  layers.push(result);
  if (fids.length === 0) continue;
  const outside = layer === HANDED_DOWN;
  const wanted = outside ? Math.min(OUTSIDE_AT_MOST, Number(edits)) : Number(edits);
  for (let tried = 0; result.waits.ms.length < wanted && tried < 4 * wanted; tried++) {
    const [record] = reader.featuresByFid(layer, [fids[Math.floor(random() * fids.length)]!]);
    if (record?.geometry?.kind !== 'polygon') continue;
    const move = randomMove(record.geometry, random);
    const committed = await (whole
      ? store.shiftOutside(record)
      : outside
        ? store.moveOutside(record, move)
        : store.moveVertex(record, move));
    if (committed === null) {
      result.refused++;
      continue;
    }
    await follow(committed, result.waits);
    result.points.push(pointCount(record.geometry));
  }
}
await idle();
must(await service.close({}, call));
reader.close();
await store.close();
console.log(
  JSON.stringify({
    ...told(),
    layers: layers.map(({ waits, ...rest }) => ({ ...rest, ms: waits.ms, cpu: waits.cpu })),
  }),
);
