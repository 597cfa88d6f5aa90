/**
 * `live-run.ts blueprint.gpkg drags moves`: the live check while a vertex is dragged: features of several layers, each
 * sent whole once and then vertex by vertex. The file has been checked before, as in the app. Prints JSON.
 */
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { createCheckService } from '../../../electron/jobs/check/check-service.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { must } from '../../../shared/result.ts';
import { seeded } from '../../fixtures/parcels.ts';
import { fidsOf, randomMove } from './edited-store.ts';
import { startFigures, Waits } from './own-figures.ts';
import { call, failing, places } from './whole-check.ts';

const LAYERS = ['industrial_park', 'town_center', 'ecological_zone', 'land_use', 'functional_zone'];
/** A step of a drag: about 2 m. */
const STEP_DEGREES = 2e-5;

const [file, drags, moves] = process.argv.slice(2);
const told = startFigures();
const random = seeded(11);
const service = createCheckService({
  openReader,
  loadOverlay,
  loadFill: loadCoverageFill,
  automatic: false,
  emit: () => {},
  log: failing,
});
must(await service.open(places(file!), call));
must(await service.check({}, call));
const reader = openReader(file!);

const layers: { layer: string; first: Waits; waits: Waits; hits: number }[] = [];
for (const layer of LAYERS) {
  const fids = await fidsOf(reader, layer);
  const result = { layer, first: new Waits(), waits: new Waits(), hits: 0 };
  layers.push(result);
  for (let drag = 0; drag < Number(drags) && fids.length > 0; drag++) {
    const [record] = reader.featuresByFid(layer, [fids[Math.floor(random() * fids.length)]!]);
    if (record?.geometry?.kind !== 'polygon') continue;
    const { geometry, fields, uid } = record;
    const { ring, index, at } = randomMove(geometry, random);
    const point = geometry.rings[ring]! + index;
    const sketch = `${layer} ${drag}`;
    const turn = random() * 2 * Math.PI;
    for (let seq = 0; seq <= Number(moves); seq++) {
      const to = [
        at[0] + seq * STEP_DEGREES * Math.cos(turn),
        at[1] + seq * STEP_DEGREES * Math.sin(turn),
      ] as const;
      const delta = {
        sketch,
        seq,
        layer,
        ref: { table: layer, uid },
        fields,
        geometry: seq === 0 ? geometry : null,
        moved: seq === 0 ? [] : [{ point, to: [to[0], to[1]] as [number, number] }],
      };
      const waits = seq === 0 ? result.first : result.waits;
      const answer = must(await waits.add(async () => service.live(delta, call)));
      result.hits += answer.hits.length;
    }
    must(await service.endSketch({ sketch }, call));
  }
}
must(await service.close({}, call));
reader.close();
console.log(
  JSON.stringify({
    ...told(),
    layers: layers.map(({ first, waits, ...rest }) => ({
      ...rest,
      firstMs: first.ms,
      ms: waits.ms,
      cpu: waits.cpu,
    })),
  }),
);
