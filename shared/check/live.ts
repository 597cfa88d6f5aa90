import type { LiveAnswer } from '../bridge/query-contract.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import { fail, must, ok, type Result } from '../result.ts';
import type { PieceDraft } from '../rules/define-rule.ts';
import { joinParts } from '../rules/overlap-piece.ts';
import { bindRules } from '../rules/ruleset.ts';
import type { Ruleset } from '../rules/rule.ts';
import { admitsSubject, isPaired } from './evaluate.ts';
import { createLiveGround, type Checked } from './live-ground.ts';
import { LiveKnown } from './live-known.ts';
import { createMeasurer } from './measure-pair.ts';
import { Aborted, createPace, type Clock } from './pace.ts';
import type { Binding } from './plan.ts';
import { moveVertices, type MovedVertex, type Sketch } from './sketch.ts';
import type { CheckFeature, FeatureSource } from './source.ts';

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

interface Session {
  seq: number;
  sketch: Sketch;
  /** Revision of the surroundings that `known` is about. */
  rev: number;
  readonly known: LiveKnown;
}

export interface LiveParts {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly ruleset: Ruleset;
  readonly clock: Clock;
  /** What the check of the whole file knows, where it has seen the same revision: it saves reading. */
  readonly checked?: Checked;
  /** Ends what is being answered, before the source is closed. */
  readonly signal?: AbortSignal;
}

class Superseded extends Error {}

export function createLiveCheck({ source, overlay, ruleset, clock, checked, signal }: LiveParts): LiveCheck {
  const rules = must(bindRules(ruleset));
  const sessions = new Map<string, Session>();
  const ground = createLiveGround({ source, rules, ...(checked && { checked }) });
  // Kept over all answers: a line of many vertices is divided once, not at every move.
  const measurer = createMeasurer(overlay);

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
      ? { seq: delta.seq, sketch, rev: -1, known: new LiveKnown(measurer) }
      : old;
    if (JSON.stringify(old?.sketch.fields) !== JSON.stringify(delta.fields)) session.known.forget();
    if (moved.changed !== null) session.known.moved(moved.changed);
    session.seq = delta.seq;
    session.sketch = sketch;
    sessions.set(delta.sketch, session);
    return ok(session);
  }

  async function piecesOf(
    session: Session,
    binding: Binding,
    subject: CheckFeature,
    alive: () => void,
  ): Promise<readonly PieceDraft[]> {
    const pace = createPace(clock, signal);
    const near = await ground.near(binding, subject.geometry.box, pace);
    alive();
    if (session.rev !== ground.rev()) {
      session.known.forget();
      session.rev = ground.rev();
    }
    if (!isPaired(binding)) return session.known.ofAll(binding, subject, near);
    const pieces: PieceDraft[] = [];
    for (const other of near) {
      pieces.push(...session.known.ofPair(binding, subject, other));
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
      const hits = new Map<string, { areaM2: number; pieces: PieceDraft[] }>();
      try {
        for (const binding of ground.bindings(layer)) {
          if (!admitsSubject(binding, subject)) continue;
          const pieces = await piecesOf(session, binding, subject, alive);
          if (pieces.length === 0) continue;
          const areaM2 = session.known.areaM2(binding, pieces);
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
