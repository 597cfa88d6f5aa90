import { emptyPacked } from '../geometry/build-packed.ts';
import { boxesIntersect, unionBoxes } from '../geometry/box.ts';
import { boxOfEdge, edgeCount, joinEdges, sortedEdges } from '../geometry/coverage-chain.ts';
import type { Cluster } from '../geometry/coverage-cluster.ts';
import { forEachHalfEdge, type TakeEdge } from '../geometry/coverage-edges.ts';
import { WindingField } from '../geometry/coverage-field.ts';
import { type Loop, type Region, Regions } from '../geometry/coverage-loops.ts';
import { EdgeTally } from '../geometry/coverage-tally.ts';
import type { Box } from '../geometry/packed.ts';
import type { RuleFeature } from '../rules/rule.ts';
import { takeWithin } from './coverage-apart.ts';
import type { CountyLine } from './coverage-county.ts';
import { type CoverageParts, featuresNear } from './coverage-near.ts';
import { type Borders, EdgeOwners, type Owner } from './coverage-owners.ts';
import { boxInDegrees, boxInSteps, partOfRegion, roomyInDegrees } from './coverage-parts.ts';
import type { LayerWork } from './feature-pass-layers.ts';
import type { FeaturePool } from './feature-pool.ts';
import type { FindingTable, TableSubject } from './finding-table.ts';
import type { CoverageBinding } from './plan.ts';
import type { CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** Edges are looked for in places of so many steps, some 500 m. */
const PLACE = 5e6;

/** What a region is known by within its coverage: its first edge, which it shares with no other. */
const slotOf = ({ shell: { ring } }: Region): string => `${ring[0]} ${ring[1]} ${ring[2]} ${ring[3]}`;

/** Whether the rings of a feature of the layer wind once round it. */
export type IsSound = (fid: number) => boolean;

/**
 * Ground that the features of one coverage leave uncovered: within the county, or where none is drawn, between
 * them. Ground at the county line is `range`, other ground is `gap`.
 */
export class Uncovered {
  private readonly field: WindingField;
  private readonly regions = new Regions();
  private readonly owners = new EdgeOwners();

  private readonly work: LayerWork;
  private readonly bindings: readonly CoverageBinding[];
  private readonly county: CountyLine;
  private readonly pool: FeaturePool;

  constructor(
    work: LayerWork,
    bindings: readonly CoverageBinding[],
    county: CountyLine,
    { fill, pool }: CoverageParts,
  ) {
    this.pool = pool;
    this.work = work;
    this.bindings = bindings;
    this.county = county;
    // Less the county every feature's ground winds round nothing, and ground without a feature once backwards.
    this.field = new WindingField(fill, -1, county.features.length > 0 ? 1 : 0);
  }

  /** @param chain what is left of the features' edges; nothing of this binding is in the table */
  async begin(tools: RunTools, chain: Float64Array, isSound: IsSound, table: FindingTable): Promise<void> {
    const tally = new EdgeTally();
    for (let i = 0; i < chain.length; i += 4)
      tally.add(chain[i]!, chain[i + 1]!, chain[i + 2]!, chain[i + 3]!);
    this.takeCounty((ax, ay, bx, by) => tally.add(ax, ay, bx, by));
    const { come } = await this.field.begin(tally.edges(), tools.pace);
    await this.place(tools, this.regions.update([], come).come, isSound, table);
  }

  /** Makes in advance what the first edit would have to wait for. */
  prepare(): void {
    this.field.prepare();
  }

  /** The county's edges the other way round: they take it away from what is covered. */
  private takeCounty(take: TakeEdge, within?: Box): void {
    const turned: TakeEdge = (ax, ay, bx, by) => take(bx, by, ax, ay);
    for (const { geometry, sound } of this.county.features) forEachHalfEdge(geometry, sound, turned, within);
  }

  /**
   * Brings the table in line after an edit.
   * @param boxes of what was touched, before and after, degrees
   * @param near every feature whose box meets one of them, as it is now
   * @param left what they leave over there (`edgesLeft`); is added to
   */
  async follow(
    tools: RunTools,
    { boxes, touched }: { readonly boxes: readonly Box[]; readonly touched: ReadonlySet<number> },
    near: readonly CheckFeature[],
    left: EdgeTally,
    isSound: IsSound,
    table: FindingTable,
  ): Promise<void> {
    const places = boxes.map(boxInSteps);
    this.takeCounty(takeWithin(places, left), roomyInDegrees(unionBoxes(places)));
    const now = sortedEdges(left.edges());
    this.owners.forget(this.field.edgesMeeting(places));
    const change = this.field.replace(places, now);
    this.learn(now, near, isSound);
    const { gone, come } = this.regions.update(change.gone, change.come);
    const again = new Set([...this.bordering(places), ...come]);
    for (const { id } of this.bindings) {
      for (const region of [...gone, ...again]) table.dropSlot(id, slotOf(region));
      for (const fid of touched) table.dropSubject(id, fid);
    }
    await this.place(tools, [...again], isSound, table);
  }

  /** Regions that border on an edge within the places: whose edge it is may have changed. */
  private bordering(places: readonly Box[]): Set<Region> {
    const found = new Set<Region>();
    for (const { cluster, own } of this.field.meeting(places)) {
      const boxes = own.map((i) => boxAround(cluster.edges, i));
      for (const loop of cluster.loops) {
        const region = this.regions.regionOf(loop);
        if (region !== undefined && boxes.some((box) => boxesIntersect(box, loop.box))) found.add(region);
      }
    }
    return found;
  }

  private learn(edges: Float64Array, near: readonly CheckFeature[], isSound: IsSound): void {
    if (edges.length === 0) return;
    const learn = this.owners.learn(edges);
    for (const { geometry, sound, ...one } of this.county.features) {
      learn({ ...one, county: true }, geometry, sound);
    }
    for (const { geometry, ...one } of near) learn({ ...one, county: false }, geometry, isSound(one.fid));
  }

  /** The loops that bound a region, each with the cluster that gave it. */
  private loopsIn({ shell, holes }: Region): [Loop, Cluster][] {
    return [shell, ...holes].flatMap((loop): [Loop, Cluster][] => {
      const cluster = this.field.clusterOf(loop);
      return cluster === undefined ? [] : [[loop, cluster]];
    });
  }

  /** Finds the owners of the edges that bound the regions. */
  private async findOwners(tools: RunTools, regions: readonly Region[], isSound: IsSound): Promise<void> {
    const lists = regions.flatMap((region) =>
      this.loopsIn(region).map(([loop, cluster]) => this.owners.unknown(loop, cluster)),
    );
    const edges = joinEdges(lists);
    if (edges.length === 0) return;
    this.learn(edges, [], isSound);
    const learn = this.owners.learn(edges);
    for await (const { geometry, ...one } of featuresNear(tools, this.work, placesOf(edges), this.pool)) {
      learn({ ...one, county: false }, geometry, isSound(one.fid));
    }
  }

  /** Puts regions into the table, which has nothing of them. */
  private async place(
    tools: RunTools,
    regions: readonly Region[],
    isSound: IsSound,
    table: FindingTable,
  ): Promise<void> {
    const wide = regions.flatMap((region) => {
      const part = partOfRegion(region);
      return part === null ? [] : [{ region, part }];
    });
    if (wide.length === 0) return;
    const areas = wide.map(({ region }) => region);
    await this.findOwners(tools, areas, isSound);
    for (const { region, part } of wide) {
      const borders: Borders = new Map();
      for (const [loop, cluster] of this.loopsIn(region)) this.owners.addBorders(loop, cluster, borders);
      const feature = longest(borders, false);
      const county = longest(borders, true);
      for (const binding of this.bindings) {
        if ((binding.rule.of === 'range') !== (county !== null)) continue;
        const unit = {
          subject: this.featureOf(tools, feature),
          counterpart: county === null ? null : this.countyOf(county),
          parts: [part],
        };
        const own = { id: binding.id, rule: binding.rule, disjoint: true };
        table.put(own, this.subject(feature, county), slotOf(region), binding.rule.evaluate(unit));
      }
      const rest = tools.pace();
      if (rest !== undefined) await rest;
    }
  }

  private subject(feature: Owner | null, county: Owner | null): TableSubject {
    const counterpartLayer = county?.layer ?? null;
    if (feature === null) {
      return { layer: this.work.schema.id, fid: -1, uid: '', fields: {}, counterpartLayer };
    }
    const { layer, fid, uid, fields } = feature;
    return { layer, fid, uid, fields, counterpartLayer };
  }

  /** The feature as the rule sees it; its shape is read only if the rule asks. */
  private featureOf({ source }: RunTools, feature: Owner | null): RuleFeature {
    const layer = this.work.schema.id;
    const nothing = emptyPacked('polygon');
    if (feature === null) return { ref: { table: layer, uid: '' }, fields: {}, geometry: nothing };
    return {
      ref: { table: layer, uid: feature.uid },
      fields: feature.fields,
      get geometry() {
        return source.featuresByFid(layer, [feature.fid])[0]?.geometry ?? nothing;
      },
    };
  }

  private countyOf({ layer, fid, uid, fields }: Owner): RuleFeature {
    const { geometry } = this.county.features.find((one) => one.fid === fid)!;
    return { ref: { table: layer, uid }, fields, geometry };
  }
}

/** The owner with the longest border, the first by uid of equals; null for none. */
function longest(borders: Borders, county: boolean): Owner | null {
  const all = [...borders.values()].filter(({ owner }) => owner.county === county);
  all.sort(
    (a, b) =>
      b.length - a.length ||
      (a.owner.uid < b.owner.uid ? -1 : a.owner.uid > b.owner.uid ? 1 : a.owner.fid - b.owner.fid),
  );
  return all[0]?.owner ?? null;
}

/** The box of an edge and a little more: a cut lies off its edge by up to a step. */
function boxAround(edges: Float64Array, i: number): Box {
  const [x0, y0, x1, y1] = boxOfEdge(edges, i);
  return [x0 - 1, y0 - 1, x1 + 1, y1 + 1];
}

/** Boxes in degrees around edges, those of one neighbourhood together. */
function placesOf(edges: Float64Array): Box[] {
  const places = new Map<string, [number, number, number, number]>();
  for (let i = 0; i < edgeCount(edges); i++) {
    const [x0, y0, x1, y1] = boxOfEdge(edges, i);
    const name = `${Math.floor(x0 / PLACE)} ${Math.floor(y0 / PLACE)}`;
    const known = places.get(name);
    if (known === undefined) places.set(name, [x0, y0, x1, y1]);
    else {
      known[0] = Math.min(known[0], x0);
      known[1] = Math.min(known[1], y0);
      known[2] = Math.max(known[2], x1);
      known[3] = Math.max(known[3], y1);
    }
  }
  return [...places.values()].map(boxInDegrees);
}
