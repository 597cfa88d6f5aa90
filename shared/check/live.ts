import type { LiveAnswer } from '../bridge/query-contract.ts';
import { boxContains, boxesIntersect, expandBox } from '../geometry/box.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import { fail, must, ok, type Result } from '../result.ts';
import type { PieceDraft } from '../rules/define-rule.ts';
import { joinParts } from '../rules/overlap-piece.ts';
import { bindRules } from '../rules/ruleset.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Checker } from './checker.ts';
import { counterpartsNear } from './counterparts-near.ts';
import { admitsCounterpart, admitsSubject, evaluateDifference, evaluatePair } from './evaluate.ts';
import { pairMeasurer } from './measure-pair.ts';
import { Aborted, createPace, type Clock } from './pace.ts';
import { planChecks, type Binding } from './plan.ts';
import { moveVertices, type MovedVertex, type Sketch } from './sketch.ts';
import type { CheckFeature, FeatureSource } from './source.ts';
import { measureTogether } from './together.ts';

/** What the page tells of a shape being drawn: whole at first, then by moved vertices. */
export interface SketchDelta {
  readonly sketch: string;
  readonly seq: number;
  readonly layer: string;
  readonly ref: RecordRef | null;
  readonly fields: Fields;
  readonly geometry: Packed | null;
  readonly moved: readonly MovedVertex[];
}

/** Answers what a shape being drawn would collide with, reading only what lies near it. */
export interface LiveCheck {
  /**
   * Failures: `check-superseded` when a newer delta of the sketch has come meanwhile or this one is old,
   * `check-unknown-sketch` when only moved vertices come of a sketch that was never sent whole.
   */
  live(delta: SketchDelta): Promise<Result<LiveAnswer>>;
  end(sketch: string): void;
}

/** How much wider than the sketch its surroundings are read, so that most moves need no reading. */
const MARGIN = 0.25;
const LEAST_MARGIN_DEGREES = 0.002;

interface Surroundings {
  readonly rev: number;
  readonly window: Box;
  readonly features: readonly CheckFeature[];
}

interface Session {
  seq: number;
  sketch: Sketch;
  readonly near: Map<string, Surroundings>;
  /** Pieces by binding and counterpart, good until the sketch changes within the counterpart's box. */
  readonly known: Map<string, { readonly box: Box; readonly pieces: readonly PieceDraft[] }>;
}

export interface LiveParts {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly ruleset: Ruleset;
  readonly clock: Clock;
  /** What the check of the whole file knows, where it has seen the same revision: it saves reading. */
  readonly checked?: Pick<Checker, 'rev' | 'admitted'>;
  /** Ends what is being answered, before the source is closed. */
  readonly signal?: AbortSignal;
}

/** What is shown while drawing: ground shared or left; rules on all around wait for the commit. */
const isLive =
  (layer: string) =>
  ({ subject, rule: { operation } }: Binding): boolean =>
    subject === layer && (operation === 'intersection' || operation === 'difference');

class Superseded extends Error {}

export function createLiveCheck({ source, overlay, ruleset, clock, checked, signal }: LiveParts): LiveCheck {
  const rules = must(bindRules(ruleset));
  const sessions = new Map<string, Session>();
  // Kept over all answers: a line of many vertices is divided once, not at every move.
  const measure = pairMeasurer(overlay);

  /** Takes the delta in; the session as it is now, or why not. */
  function take(delta: SketchDelta): Result<Session> {
    const old = sessions.get(delta.sketch);
    if (old !== undefined && delta.seq <= old.seq) return fail('check-superseded');
    const base = delta.geometry ?? old?.sketch.geometry;
    const moved = base && moveVertices(base, delta.moved);
    if (moved === undefined) return fail('check-unknown-sketch', { sketch: delta.sketch });
    const sketch = { layer: delta.layer, fields: delta.fields, geometry: moved.geometry };
    const whole = delta.geometry !== null || old === undefined || old.sketch.layer !== delta.layer;
    const session: Session = whole
      ? { seq: delta.seq, sketch, near: old?.near ?? new Map(), known: new Map() }
      : old;
    const sameFields = JSON.stringify(old?.sketch.fields) === JSON.stringify(delta.fields);
    session.seq = delta.seq;
    session.sketch = sketch;
    for (const [key, { box }] of session.known) {
      if (!sameFields || (moved.changed !== null && boxesIntersect(box, moved.changed)))
        session.known.delete(key);
    }
    sessions.set(delta.sketch, session);
    return ok(session);
  }

  async function surroundings(session: Session, binding: Binding): Promise<readonly CheckFeature[]> {
    const { box } = session.sketch.geometry;
    const rev = source.rev();
    const held = session.near.get(binding.id);
    if (held !== undefined && held.rev === rev && boxContains(held.window, box)) return held.features;
    const window = expandBox(
      box,
      MARGIN * (box[2] - box[0]) + LEAST_MARGIN_DEGREES,
      MARGIN * (box[3] - box[1]) + LEAST_MARGIN_DEGREES,
    );
    const tools = { source, pace: createPace(clock, signal) };
    const known = checked?.rev() === rev ? checked.admitted(binding.id) : undefined;
    const around = await counterpartsNear(tools, binding, { box: window }, known);
    const features = around.filter((one) => admitsCounterpart(binding, one));
    if (held !== undefined && held.rev !== rev) session.known.clear();
    session.near.set(binding.id, { rev, window, features });
    return features;
  }

  async function piecesOf(
    session: Session,
    binding: Binding,
    subject: CheckFeature,
    alive: () => void,
  ): Promise<PieceDraft[]> {
    const near = await surroundings(session, binding);
    alive();
    if (binding.rule.operation === 'difference') {
      return [...evaluateDifference(binding, subject, near, overlay)];
    }
    const pace = createPace(clock, signal);
    const pieces: PieceDraft[] = [];
    for (const other of near) {
      const key = `${binding.id} ${other.layer} ${other.fid}`;
      let known = session.known.get(key);
      if (known === undefined) {
        known = { box: other.geometry.box, pieces: evaluatePair(binding, subject, other, measure) };
        session.known.set(key, known);
      }
      pieces.push(...known.pieces);
      const rest = pace();
      if (rest !== undefined) {
        await rest;
        alive();
      }
    }
    return pieces;
  }

  return {
    async live(delta) {
      const taken = take(delta);
      if (!taken.ok) return taken;
      const session = taken.value;
      const { layer, fields, geometry } = session.sketch;
      const subject: CheckFeature = { layer, fid: -1, uid: delta.ref?.uid ?? '', fields, geometry };
      const alive = (): void => {
        if (sessions.get(delta.sketch) !== session || session.seq !== delta.seq) throw new Superseded();
      };
      // The sketch itself is what the subject layer holds, even where it is the first feature of it.
      const layers = source
        .occupied()
        .map((one) => (one.schema.id === layer ? { ...one, size: one.size + 1 } : one));
      const { bindings } = planChecks(rules, layers);
      const hits = new Map<string, { areaM2: number; pieces: PieceDraft[] }>();
      try {
        for (const binding of bindings.filter(isLive(layer))) {
          if (!admitsSubject(binding, subject)) continue;
          const pieces = await piecesOf(session, binding, subject, alive);
          if (pieces.length === 0) continue;
          const { areaM2 } = measureTogether(overlay, binding.disjoint)(pieces);
          const hit = hits.get(binding.rule.id) ?? { areaM2: 0, pieces: [] };
          hits.set(binding.rule.id, { areaM2: hit.areaM2 + areaM2, pieces: [...hit.pieces, ...pieces] });
        }
      } catch (error) {
        if (error instanceof Superseded) return fail('check-superseded');
        if (error instanceof Aborted) return fail('cancelled');
        throw error;
      }
      return ok({
        sketch: delta.sketch,
        seq: delta.seq,
        hits: [...hits]
          .map(([rule, { areaM2, pieces }]) => ({ rule, areaM2, geometry: joinParts(pieces) }))
          .sort((a, b) => b.areaM2 - a.areaM2),
      });
    },
    end(sketch) {
      sessions.delete(sketch);
    },
  };
}
