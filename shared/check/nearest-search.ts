import type { NearestHit } from '../rules/bound-rule.ts';
import type { Box } from '../geometry/packed.ts';
import { isSame, ruleFeature } from './evaluate.ts';
import type { FeaturePool } from './feature-pool.ts';
import type { LayerBoxes } from './layer-boxes.ts';
import type { Measurer } from './measure-pair.ts';
import { mostlyWithin } from './mostly-within.ts';
import { groupMark } from './nearest-marks.ts';
import type { NearestBinding } from './plan.ts';
import { boxDistanceM, reachBox } from './reach.ts';
import { shortestLine } from './shortest-line.ts';
import type { CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** What was found for one group: the nearest, and how far around the subject an edit could change that. */
export interface Search {
  readonly group: string;
  readonly hit: NearestHit | null;
  /** Metres; Infinity where nothing was found however far. */
  readonly reachM: number;
}

export type NearestSearch = (
  tools: RunTools,
  binding: NearestBinding,
  subject: CheckFeature,
  asked: { readonly group: string; readonly withinM: number | null },
) => Promise<Search>;

export interface NearestParts {
  readonly boxes: LayerBoxes;
  readonly pool: FeaturePool;
  readonly measurer: Measurer;
}

/** Where a search without limit begins, and how much farther it looks each time, m. */
const FIRST_REACH_M = 2000;
const FARTHER = 4;
/** Beyond this everything is looked at. */
const FARTHEST_M = 1_000_000;
const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

interface Candidate {
  readonly layer: string;
  readonly fid: number;
  /** It is at least this far, m. */
  readonly leastM: number;
}

interface Found {
  readonly feature: CheckFeature;
  readonly hit: NearestHit;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The nearer one; of two at one distance the one with the smaller uid. */
function nearer(a: Found | null, b: Found): Found {
  if (a === null || b.hit.distanceM < a.hit.distanceM) return b;
  if (b.hit.distanceM > a.hit.distanceM) return a;
  const order =
    byText(b.feature.uid, a.feature.uid) ||
    byText(b.feature.layer, a.feature.layer) ||
    b.feature.fid - a.feature.fid;
  return order < 0 ? b : a;
}

/** Searches outward from a subject for the nearest counterpart of a group. */
export function createNearestSearch({ boxes, pool, measurer }: NearestParts): NearestSearch {
  function candidates(
    binding: NearestBinding,
    subject: CheckFeature,
    group: string,
    place: Box,
  ): Candidate[] {
    const from = subject.geometry.box;
    return binding.counterparts
      .flatMap((layer) =>
        boxes
          .near(layer, groupMark(binding, group), place)
          .map(({ fid, box }) => ({ layer, fid, leastM: boxDistanceM(from, box) })),
      )
      .sort((a, b) => a.leastM - b.leastM || byText(a.layer, b.layer) || a.fid - b.fid);
  }

  async function nearestOf(
    tools: RunTools,
    { rule }: NearestBinding,
    subject: CheckFeature,
    among: readonly Candidate[],
    withinM: number,
  ): Promise<Found | null> {
    let best: Found | null = null;
    for (const { layer, fid, leastM } of among) {
      const limit = best?.hit.distanceM ?? withinM;
      if (leastM > limit) break;
      const [feature] = await pool.get(tools, layer, [fid]);
      if (feature === undefined || isSame(feature, subject)) continue;
      const { distanceM, line } = shortestLine(subject.geometry, feature.geometry, limit);
      if (distanceM > limit) continue;
      if (rule.notWithinSubject && mostlyWithin(subject, feature, measurer)) continue;
      best = nearer(best, { feature, hit: { counterpart: ruleFeature(feature), distanceM, line } });
    }
    return best;
  }

  return async (tools, binding, subject, { group, withinM }) => {
    const from = subject.geometry.box;
    if (withinM !== null) {
      const among = candidates(binding, subject, group, reachBox(from, withinM));
      const found = await nearestOf(tools, binding, subject, among, withinM);
      return { group, hit: found?.hit ?? null, reachM: withinM };
    }
    for (let reachM = FIRST_REACH_M; ; reachM *= FARTHER) {
      const everywhere = reachM > FARTHEST_M;
      const among = candidates(binding, subject, group, everywhere ? EVERYWHERE : reachBox(from, reachM));
      const found = await nearestOf(tools, binding, subject, among, everywhere ? Infinity : reachM);
      if (found !== null || everywhere) {
        return { group, hit: found?.hit ?? null, reachM: found?.hit.distanceM ?? Infinity };
      }
    }
  };
}
