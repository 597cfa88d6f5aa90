import { boxesIntersect } from '../geometry/box.ts';
import type { Piece } from '../geometry/overlay.ts';
import type { Box } from '../geometry/packed.ts';
import type { PieceDraft } from '../rules/define-rule.ts';
import { evaluateAround, evaluatePair } from './evaluate.ts';
import { createSketchMeasurer, SketchTrail, type SketchMeasurer } from './live-measure.ts';
import type { Measurer } from './measure-pair.ts';
import type { Binding } from './plan.ts';
import type { CheckFeature } from './source.ts';
import { measureTogether } from './together.ts';

/** What was found of a sketch with a counterpart, or with all around it; good while the parts are the same. */
interface Found {
  mark: number;
  parts: readonly Piece[];
  drafts: readonly PieceDraft[];
}

interface Together {
  readonly pieces: readonly PieceDraft[];
  readonly areaM2: number;
}

const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/**
 * What is known of one sketch from answer to answer, so that a move costs what lies near the moved vertex. A pure
 * function of the sketch and its surroundings stands behind every answer: this only saves working it out anew.
 */
export class LiveKnown {
  private readonly base: Measurer;
  private trail = new SketchTrail();
  private measurer: SketchMeasurer;
  private readonly pairs = new Map<string, Map<CheckFeature, Found>>();
  private readonly around = new Map<string, Found>();
  private readonly together = new Map<string, Together>();

  constructor(base: Measurer) {
    this.base = base;
    this.measurer = createSketchMeasurer(base, this.trail);
  }

  /** The sketch has changed in a box. */
  moved(changed: Box): void {
    this.trail.add(changed);
  }

  /** The surroundings or the fields are others. */
  forget(): void {
    this.trail = new SketchTrail();
    this.measurer = createSketchMeasurer(this.base, this.trail);
    this.pairs.clear();
    this.around.clear();
    this.together.clear();
  }

  /** Pieces of the sketch with one counterpart. */
  ofPair(binding: Binding, subject: CheckFeature, other: CheckFeature): readonly PieceDraft[] {
    let ofBinding = this.pairs.get(binding.id);
    if (ofBinding === undefined) this.pairs.set(binding.id, (ofBinding = new Map<CheckFeature, Found>()));
    const { mark } = this.trail;
    const known = ofBinding.get(other);
    if (known !== undefined && known.mark === mark) return known.drafts;
    if (known !== undefined) {
      const changed = this.trail.since(known.mark);
      known.mark = mark;
      if (changed === null || !boxesIntersect(other.geometry.box, changed)) return known.drafts;
    }
    // The feature that is being edited does not collide with itself.
    const own = other.layer === subject.layer && other.uid === subject.uid;
    const measurer = this.measurer.of(binding.id);
    const meets = !own && boxesIntersect(subject.geometry.box, other.geometry.box);
    const parts = meets ? measurer.parts(subject, other) : [];
    if (known !== undefined && sameList(known.parts, parts)) return known.drafts;
    const drafts = parts.length === 0 ? [] : evaluatePair(binding, subject, other, measurer);
    ofBinding.set(other, { mark, parts, drafts });
    return drafts;
  }

  /** Pieces of the sketch with all around it. */
  ofAll(binding: Binding, subject: CheckFeature, near: readonly CheckFeature[]): readonly PieceDraft[] {
    const { mark } = this.trail;
    const known = this.around.get(binding.id);
    if (known?.mark === mark) return known.drafts;
    const drafts = evaluateAround(binding, subject, near, this.measurer.of(binding.id));
    this.around.set(binding.id, { mark, parts: [], drafts });
    return drafts;
  }

  /** The area of all pieces under a binding, ground under two of them once, m2. */
  areaM2(binding: Binding, pieces: readonly PieceDraft[]): number {
    const known = this.together.get(binding.id);
    if (known !== undefined && sameList(known.pieces, pieces)) return known.areaM2;
    const { areaM2 } = measureTogether(this.base.overlay, binding.disjoint)(pieces);
    this.together.set(binding.id, { pieces, areaM2 });
    return areaM2;
  }
}
