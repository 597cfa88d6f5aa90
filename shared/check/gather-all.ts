import type { Failure } from '../result.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { Crew, ShareAnswer } from './crew.ts';
import { Aborted, type Pace } from './pace.ts';
import { type Pass, shareBlock } from './pass.ts';
import type { PassName } from './passes.ts';
import type { Plan } from './plan.ts';
import { passProgress } from './progress.ts';
import type { SourceLayer } from './source.ts';
import type { RunTools } from './tools.ts';

/** Thrown out of a run of which another worker read a later state; caught where the run began. */
export class Overtaken extends Error {}

/** Thrown out of a run of which another worker failed: the failure is what is told. */
export class CrewFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export interface GatherParts extends RunTools {
  readonly pass: Pass<unknown>;
  readonly name: PassName;
  readonly plan: Plan;
  readonly layers: readonly SourceLayer[];
  /** The revision all must read. */
  readonly rev: number;
  readonly ruleset: Ruleset;
  readonly crew?: Crew;
  readonly signal?: AbortSignal;
  readonly onProgress: (layer: string, done: number) => void;
}

/** All shares of one pass: the first gathered here, the others by the crew at the same time. The list is the caller's. */
export async function gatherAll(parts: GatherParts): Promise<unknown[]> {
  const { pass, name, plan, layers, rev, ruleset, crew, signal, onProgress, ...tools } = parts;
  const of = 1 + (crew?.size ?? 0);
  const done = Array.from({ length: of }, () => 0);
  let layer = '';
  const tell = (index: number, share: number): void => {
    done[index] = Math.max(done[index]!, share);
    onProgress(layer, done.reduce((sum, one) => sum + one, 0) / of);
  };
  const block = shareBlock(Math.max(0, ...layers.map(({ size }) => size)), of);
  const own = { index: 0, of, block };
  const onRead = passProgress(layers, plan, name, own, (reading, share) => {
    layer = reading;
    tell(0, share);
  });
  // Whoever fails first ends the others: nothing of this run is wanted any more.
  const end = new AbortController();
  const stop = (): void => end.abort();
  signal?.addEventListener('abort', stop, { once: true });
  const pace: Pace = () => {
    if (end.signal.aborted) throw new Aborted();
    return tools.pace();
  };
  const others = async (): Promise<readonly ShareAnswer[]> => {
    const tasks = Array.from({ length: of - 1 }, (_, i) => ({
      pass: name,
      share: { index: i + 1, of, block },
      ruleset,
      layers,
    }));
    const result = await crew?.gather(tasks, {
      signal: end.signal,
      onProgress: (task, share) => tell(task + 1, share),
    });
    if (result === undefined || result.ok) return result?.value ?? [];
    throw result.error.code === 'cancelled' ? new Aborted() : new CrewFailed(result.error);
  };
  const ended = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      stop();
      throw error;
    });
  try {
    const both = await Promise.allSettled([
      ended(pass.gather({ ...tools, pace, onRead }, plan, own)),
      ended(others()),
    ]);
    const reasons = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    // The one that failed, not those it ended.
    if (reasons.length > 0) throw reasons.find((reason) => !(reason instanceof Aborted)) ?? new Aborted();
    const [here, there] = both as [
      PromiseFulfilledResult<unknown>,
      PromiseFulfilledResult<readonly ShareAnswer[]>,
    ];
    if (there.value.some((answer) => answer.rev !== rev)) throw new Overtaken();
    return [here.value, ...there.value.map(({ gathered }) => gathered)];
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
