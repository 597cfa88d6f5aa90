import { connect } from '../../../shared/bridge/connect.ts';
import type { ClientOf } from '../../../shared/bridge/contract.ts';
import type { Endpoint } from '../../../shared/bridge/endpoint.ts';
import { shareContract } from '../../../shared/bridge/share-contract.ts';
import type { Crew, ShareAnswer, ShareTask } from '../../../shared/check/crew.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** A worker that was started: the way to it, and how it is ended. */
export interface StartedWorker {
  readonly endpoint: Endpoint;
  stop(): void;
}

export interface CrewParts {
  /** The file that is checked. */
  readonly path: string;
  /** How many workers at most. */
  readonly size: number;
  readonly start: () => StartedWorker;
  /** Features from which a file is shared; `LEAST` when absent. */
  readonly least?: number;
}

/** A crew that can be sent home; it comes again when it is needed. */
export interface EndableCrew extends Crew {
  end(): void;
}

interface Member {
  readonly worker: StartedWorker;
  readonly client: ClientOf<typeof shareContract>;
}

/**
 * Layers of fewer features altogether are sooner read by one than shared. Each worker starts, holds the smaller layers
 * and has its code compiled anew, some five seconds of processors whatever the file: at 40,000 features two workers
 * used 21 seconds where one used 15, of which five ran beside it anyway, so that two processors gained nothing; at
 * 400,000 the longer of the two ran 34 seconds where one ran 50.
 */
const LEAST = 60_000;
/** Workers that nobody has asked for so long are ended: they hold memory. */
const IDLE_MS = 10_000;

/**
 * Workers for the shares of full runs: started when first needed, ended when a run
 * needs them no more or when idle, and started anew after one was
 * lost, which is told as `check-worker-lost`.
 */
export function createCrew({ path, size, start, least = LEAST }: CrewParts): EndableCrew {
  const members = new Map<number, Member>();
  let idle: NodeJS.Timeout | undefined;

  const end = (): void => {
    clearTimeout(idle);
    for (const { worker } of members.values()) worker.stop();
    members.clear();
  };

  const member = (number: number): Member => {
    const found = members.get(number);
    if (found !== undefined) return found;
    const worker = start();
    const made = { worker, client: connect(worker.endpoint, shareContract) };
    members.set(number, made);
    worker.endpoint.onClose(() => {
      if (members.get(number) === made) members.delete(number);
    });
    return made;
  };

  async function ask(
    number: number,
    task: ShareTask,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<Result<ShareAnswer>> {
    const answer = await member(number).client.gather(
      { path, task },
      { signal, onProgress: ({ share }) => onProgress(share ?? 0) },
    );
    return !answer.ok && answer.error.code === 'bridge.closed' ? fail('check-worker-lost') : answer;
  }

  return {
    size,
    least,
    end,
    dismiss: end,
    async gather(tasks, { signal, onProgress }) {
      clearTimeout(idle);
      // One that fails ends the others, and all have ended when this is answered.
      const stop = new AbortController();
      const cancel = (): void => stop.abort();
      if (signal?.aborted) return fail('cancelled');
      signal?.addEventListener('abort', cancel, { once: true });
      const answers = await Promise.all(
        tasks.map(async (task, number) => {
          const answer = await ask(number, task, stop.signal, (done) => onProgress?.(number, done));
          if (!answer.ok) cancel();
          return answer;
        }),
      );
      signal?.removeEventListener('abort', cancel);
      idle = setTimeout(end, IDLE_MS);
      idle.unref();
      const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer]));
      const cause = failures.find(({ error }) => error.code !== 'cancelled') ?? failures[0];
      return cause ?? ok(answers.flatMap((answer) => (answer.ok ? [answer.value] : [])));
    },
  };
}
