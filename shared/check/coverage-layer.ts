import { forEachHalfEdge, isSound } from '../geometry/coverage-edges.ts';
import { isEmptyBox } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import { EdgeTally } from '../geometry/coverage-tally.ts';
import type { CountyLine } from './coverage-county.ts';
import { type CoverageParts, featuresNear } from './coverage-near.ts';
import { edgesLeft, layApart } from './coverage-apart.ts';
import { followOverlaps, followOverlapsInPart, runOverlaps } from './coverage-overlaps.ts';
import { Uncovered } from './coverage-uncovered.ts';
import type { LayerWork } from './feature-pass-layers.ts';
import type { OneFeature, TouchedNow } from './feature-pass-self.ts';
import { FarPairs } from './far-pairs.ts';
import type { FindingTable } from './finding-table.ts';
import type { CheckFeature } from './source.ts';
import { partsOf, reads, type Stale } from './stale.ts';
import type { RunTools } from './tools.ts';

/** What one worker found of a coverage. */
export interface CoverageShare {
  readonly layer: string;
  /** Directed edges that no neighbour among its features takes back, four numbers each, steps. */
  readonly edges: Float64Array;
  /** Fids of features whose rings cross. */
  readonly unsound: readonly number[];
}

const coversGround = (feature: OneFeature | null): feature is OneFeature =>
  feature?.geometry?.kind === 'polygon' && feature.geometry.xy.length > 0;

/** Takes the features of a share one by one. */
export class CoverageGather {
  private readonly tally = new EdgeTally();
  private readonly unsound: number[] = [];

  private readonly layer: string;

  constructor(layer: string) {
    this.layer = layer;
  }

  take(feature: OneFeature): void {
    const { geometry } = feature;
    if (geometry === null || !coversGround(feature)) return;
    const sound = isSound(feature.problems());
    if (!sound) this.unsound.push(feature.fid);
    forEachHalfEdge(geometry, sound, (ax, ay, bx, by) => this.tally.add(ax, ay, bx, by));
  }

  done(): CoverageShare {
    return { layer: this.layer, edges: this.tally.edges(), unsound: this.unsound };
  }
}

/** The rules on one coverage, and what they keep of it. */
export class Coverage {
  private readonly unsound = new Set<number>();
  /** Pairs whose common ground may change with an edit far from it. */
  private readonly far = new FarPairs();
  private readonly uncovered: Uncovered | null;
  private readonly overlaps: LayerWork['coverages'];

  private readonly work: LayerWork;
  private readonly parts: CoverageParts;

  constructor(work: LayerWork, county: CountyLine, parts: CoverageParts) {
    this.work = work;
    this.parts = parts;
    const rest = work.coverages.filter(({ rule }) => rule.of !== 'overlap');
    this.overlaps = work.coverages.filter(({ rule }) => rule.of === 'overlap');
    this.uncovered = rest.length > 0 ? new Uncovered(work, rest, county, parts) : null;
  }

  private readonly isSound = (fid: number): boolean => !this.unsound.has(fid);

  /**
   * Puts shares together and into the table, which has nothing of them.
   * @param shares emptied: their edges are many, and what is left of all together is little
   */
  async absorb(tools: RunTools, shares: CoverageShare[], table: FindingTable): Promise<void> {
    const tally = new EdgeTally();
    for (let share = shares.pop(); share !== undefined; share = shares.pop()) {
      const { edges, unsound } = share;
      for (const fid of unsound) this.unsound.add(fid);
      for (let i = 0; i < edges.length; i += 4) {
        tally.add(edges[i]!, edges[i + 1]!, edges[i + 2]!, edges[i + 3]!);
      }
    }
    const chain = tally.edges();
    if (this.overlaps.length > 0) {
      await runOverlaps(tools, this.work, this.overlaps, chain, this.parts, this.far, table);
    }
    await this.uncovered?.begin(tools, chain, this.isSound, table);
  }

  /** Makes in advance what the first edit would have to wait for. */
  prepare(): void {
    this.uncovered?.prepare();
  }

  /** Brings the table in line after an edit of some features. */
  async follow(
    tools: RunTools,
    work: LayerWork,
    stale: Stale,
    now: TouchedNow,
    table: FindingTable,
  ): Promise<void> {
    if (!work.coverages.some(({ rule }) => reads(stale, rule.subjectFields))) return;
    const touched = new Set(now.keys());
    const parts = this.changedParts(work, stale, now);
    if (parts !== null) {
      await this.followParts(tools, work, touched, parts, table);
      return;
    }
    const boxes = [
      ...new Map(stale.boxes.filter((box) => !isEmptyBox(box)).map((box) => [box.join(' '), box])).values(),
    ];
    const near: CheckFeature[] = [];
    for await (const feature of featuresNear(tools, work, boxes, this.parts.pool)) near.push(feature);
    for (const [fid, feature] of now) {
      this.unsound.delete(fid);
      if (coversGround(feature) && !isSound(feature.problems())) this.unsound.add(fid);
    }
    const left = edgesLeft(boxes, near, this.isSound);
    if (this.overlaps.length > 0) {
      const apart = layApart(left.edges(), near, this.isSound);
      followOverlaps(tools, this.overlaps, touched, near, apart, this.far, table);
    }
    await this.uncovered?.follow(tools, { boxes, touched }, near, left, this.isSound, table);
  }

  /** Where alone the touched features changed what they cover; null: anywhere. */
  private changedParts(work: LayerWork, stale: Stale, now: TouchedNow): readonly Box[] | null {
    const fields = work.coverages.flatMap(({ rule }) => rule.subjectFields);
    const all: Box[] = [];
    for (const [fid, feature] of now) {
      const parts = coversGround(feature) ? partsOf(stale, fid, fields) : null;
      // Rings that cross are filled as a whole, and whether a hole counts is a question of the whole as well.
      if (parts === null || this.unsound.has(fid) || !isPlain(feature!)) return null;
      all.push(...parts);
    }
    return all;
  }

  private async followParts(
    tools: RunTools,
    work: LayerWork,
    touched: ReadonlySet<number>,
    boxes: readonly Box[],
    table: FindingTable,
  ): Promise<void> {
    const near: CheckFeature[] = [];
    for await (const feature of featuresNear(tools, work, boxes, this.parts.pool)) near.push(feature);
    if (this.overlaps.length > 0) {
      followOverlapsInPart(tools, this.overlaps, touched, near, this.far, table);
    }
    const left = edgesLeft(boxes, near, this.isSound);
    await this.uncovered?.follow(tools, { boxes, touched: NOBODY }, near, left, this.isSound, table);
  }
}

const NOBODY: ReadonlySet<number> = new Set();

/** Whether the shells are all there is, and do not cross. */
const isPlain = ({ geometry, problems }: OneFeature): boolean =>
  geometry !== null && geometry.rings.length === geometry.parts.length && isSound(problems());
