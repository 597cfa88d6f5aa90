/**
 * The topology rules over a generated coverage beside GEOS through shapely: validity, overlaps, and for the gaps the
 * union of everything, because Debian's shapely 1.8 has no coverage_invalid_edges. On the coverage as it is and, up to
 * 20,000 parcels, on one with faults planted.
 * `node electron/build/enode.mjs test/bench/topology.bench.ts [--sizes 2000,20000,200000] [--rounds n]`
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_RULESET } from '../../shared/rules/ruleset.ts';
import { hasPython } from '../fixtures/debian-python.ts';
import { boxContainsXY, expandBox } from '../../shared/geometry/box.ts';
import type { Box } from '../../shared/geometry/packed.ts';
import { generateCounty, truthOf, type Planted } from '../fixtures/county/generated.ts';
import { writeGenerated } from '../fixtures/county/generated-blueprint.ts';
import { interleave, type Contender, type Measured } from './support/interleave.ts';
import { benchOptions } from './support/options.ts';
import { runMeasured, runOwn, type ChildFigures } from './support/run-child.ts';
import { scratchFolder } from './support/scratch.ts';
import { median } from './support/statistics.ts';
import { printTable, type Entry } from './support/table.ts';

interface Topology extends ChildFigures {
  /** Ours: fids by rule. */
  readonly flagged?: Readonly<Record<string, readonly number[]>>;
  /** Ours: where the pieces lie. */
  readonly places?: readonly Box[];
  readonly findings?: number;
  readonly unchecked?: readonly string[];
  /** GEOS: milliseconds by stage, fids that are invalid, pairs that overlap with their area in square degrees. */
  readonly stages?: Readonly<Record<'read' | 'valid' | 'overlap' | 'union', number>>;
  readonly invalid?: readonly number[];
  readonly overlapping?: readonly (readonly [number, number, number])[];
  readonly gaps?: number;
}

const ROUNDS = 5;
const ROUNDS_LARGE = 1;
const FAULTS_UP_TO = 20_000;
/** Parcels of the trial before anything is measured. */
const TRIAL = 2000;
/** An overlap of this many square degrees is about 0.01 m2; what is less is rounding of a union of borders. */
const OVERLAP_NOISE = 1e-12;

const support = (name: string): string => path.resolve(import.meta.dirname, 'support', name);
const PEER = path.resolve(import.meta.dirname, '../fixtures/python/topology_shapely.py');
const { sizes, rounds: asked } = benchOptions();
const rules = DEFAULT_RULESET.rules.filter(({ group, on }) => group === 'topology' && on);

async function coverage(size: number, layer: 'parcels' | 'parcels_dirty', folder: string): Promise<void> {
  const generated = path.join(folder, `county-${size}.gpkg`);
  const blueprint = path.join(folder, `${layer}-${size}.gpkg`);
  await writeGenerated(
    generated,
    [{ from: layer, layer: 'land_use', fields: { land_class: '0101' } }],
    blueprint,
  );
  const contenders: Contender<Topology>[] = [
    { name: 'ours', run: () => runOwn(support('topology-run.ts'), [blueprint]) },
  ];
  if (hasPython('shapely')) {
    const words = ['-W', 'ignore', PEER, generated, layer];
    contenders.push({ name: 'shapely', run: () => runMeasured('/usr/bin/python3', words) });
  }
  const rounds = asked ?? (size > FAULTS_UP_TO ? ROUNDS_LARGE : ROUNDS);
  const [ours, peer] = interleave(contenders, rounds);
  const rows: Entry[][] = [[ours!.name, ours!.wallMs, ours!.cpuMs, ours!.peakMB, null]];
  if (peer !== undefined) rows.push(...peerRows(ours!, peer));
  printTable(
    `topology of ${size} parcels, layer ${layer}, ${rules.length} rules on, median of ${rounds}`,
    ['', 'wall ms', 'CPU ms', 'peak MB', 'ours / it, wall'],
    rows,
    [
      `ours: ${ours!.last.findings} findings; not checked: ${ours!.last.unchecked?.join(', ') || 'none'}`,
      ...(peer === undefined
        ? []
        : [
            `shapely: ${peer.last.invalid?.length} invalid, ${real(peer.last).length} overlaps, ${peer.last.gaps} gaps in the union`,
          ]),
    ],
  );
  if (layer === 'parcels_dirty') printFaults(generated, ours!.last, peer?.last);
}

const real = ({ overlapping = [] }: Topology): readonly (readonly [number, number, number])[] =>
  overlapping.filter(([, , area]) => area > OVERLAP_NOISE);

function peerRows(ours: Measured<Topology>, peer: Measured<Topology>): Entry[][] {
  const against = (...stages: ('read' | 'valid' | 'overlap' | 'union')[]): Entry[] => {
    const ms = peer.rounds.map((round) => stages.reduce((sum, stage) => sum + round.stages![stage], 0));
    return [median(ms), null, peer.peakMB, median(ms.map((one, i) => ours.rounds[i]!.wallMs / one))];
  };
  return [
    ['shapely: is_valid + overlap join', ...against('read', 'valid', 'overlap')],
    ['shapely: the same + gaps by union', ...against('read', 'valid', 'overlap', 'union')],
    ['shapely: all of it', peer.wallMs, peer.cpuMs, peer.peakMB, null],
  ];
}

/** How many of the planted faults each finds: names the feature, or shows the place. */
function printFaults(generated: string, ours: Topology, peer: Topology | undefined): void {
  const planted = JSON.parse(readFileSync(truthOf(generated), 'utf8')) as Planted[];
  const byUs = new Set(Object.values(ours.flagged ?? {}).flat());
  const byPeer = new Set([...(peer?.invalid ?? []), ...(peer ? real(peer).flatMap(([a, b]) => [a, b]) : [])]);
  // A gap is a finding about the neighbour with the longest border to it, which need not be the one at fault.
  const shown = ({ fid, at }: Planted): boolean =>
    byUs.has(fid) || (ours.places ?? []).some((place) => boxContainsXY(expandBox(place, 1e-8), ...at));
  const kinds = [...new Set(planted.map(({ fault }) => fault))].sort();
  printTable(
    'planted faults that are found',
    ['fault', 'planted', 'ours', 'shapely, without gaps'],
    kinds.map((kind) => {
      const of = planted.filter(({ fault }) => fault === kind);
      const byThem = of.filter(({ fid }) => byPeer.has(fid)).length;
      return [kind, of.length, of.filter(shown).length, peer === undefined ? null : byThem];
    }),
    ['A vertex moved by little may leave a gap or an overlap below the tolerance of the rules, or none.'],
  );
}

/** Whether the engine runs these rules at all: then it finds something among planted faults. */
async function findsFaults(folder: string): Promise<boolean> {
  const blueprint = path.join(folder, 'trial.gpkg');
  const taken = { from: 'parcels_dirty', layer: 'land_use', fields: { land_class: '0101' } } as const;
  await writeGenerated(generateCounty(TRIAL, folder), [taken], blueprint);
  const told: Topology = runOwn(support('topology-run.ts'), [blueprint]);
  return (told.findings ?? 0) > 0;
}

const folder = scratchFolder('topology');
if (rules.length === 0) {
  console.log('skipped: the default ruleset has no rule of group topology switched on');
} else if (!(await findsFaults(folder))) {
  console.log('skipped: the check names none of the planted faults; how fast it is would say nothing');
} else {
  for (const size of sizes) {
    generateCounty(size, folder);
    await coverage(size, 'parcels', folder);
    if (size <= FAULTS_UP_TO) await coverage(size, 'parcels_dirty', folder);
    else console.log(`${size} parcels: the generator makes no coverage with faults of this size`);
  }
}
