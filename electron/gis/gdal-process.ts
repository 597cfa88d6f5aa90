import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { FIGURES, type GdalAnswer, type GdalRequest } from './protocol.ts';

/** How an answer that never came ended. */
export type GdalEnd =
  | { readonly kind: 'cancelled' }
  /** So many seconds of work brought no byte in or out. */
  | { readonly kind: 'stuck'; readonly seconds: number };

export interface GdalProcess {
  /** One request at a time. Whatever ends the thread is an answer; it never throws. */
  ask(
    request: GdalRequest,
    options: {
      readonly signal: AbortSignal;
      readonly quietMs: number;
      readonly onShare: (share: number) => void;
    },
  ): Promise<GdalAnswer | GdalEnd>;
  /** Megabytes of the module's memory. */
  memory(): number;
  /** False once it has ended or is of no more use. */
  alive(): boolean;
  /** Whether the thread by itself keeps the program running. */
  hold(on: boolean): void;
  end(): Promise<void>;
}

/** The entry of the thread, from source or from wherever the bundle has put this module. */
function threadFile(): string {
  const here = fileURLToPath(import.meta.url);
  const folder = path.dirname(here);
  if (here.endsWith('.ts')) return path.join(folder, 'gdal-thread.ts');
  return path.join(path.basename(folder) === 'chunks' ? path.dirname(folder) : folder, 'gdal.js');
}

/** JavaScript of the thread; the module's own memory is WebAssembly's, 2 GB at most by its build. */
const HEAP_MB = 512;
const WATCH_MS = 250;
/** A busy computer or a slow disk may hold up the thread this many times longer than its own work would. */
const SLOW = 12;

/**
 * Starts GDAL where it can be killed: in a worker thread of its own.
 *
 * Why a thread. A process would have to be started by whoever needs it, and that is a worker of the query process, a
 * command line or a test. A utility process can be forked by the main process alone, `child_process.fork` needs
 * Electron as Node, which shipped builds turn off, and no other program is there to be started. A worker thread can be
 * started in all of them and ends when it is told to: `terminate` stops a loop within WebAssembly at its next turn.
 * What GDAL may break is its own memory, which is gone with it: a trap, an abort or an allocation that fails throws
 * inside of the thread and becomes an answer. What a thread cannot give is a bound set by the system; the module's
 * build has one (2 GB).
 */
export function startGdalProcess(): GdalProcess {
  const figures = new Int32Array(new SharedArrayBuffer(4 * FIGURES.length));
  const worker = new Worker(threadFile(), {
    name: 'gdal',
    workerData: figures,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let usable = true;
  let settle: ((answer: GdalAnswer | GdalEnd) => void) | null = null;
  const answer = (what: GdalAnswer | GdalEnd): void => {
    if (what.kind !== 'ready' && what.kind !== 'done' && what.kind !== 'failed') usable = false;
    const waiting = settle;
    settle = null;
    waiting?.(what);
  };
  const ready = new Promise<GdalAnswer | GdalEnd>((resolve) => {
    settle = resolve;
  });
  worker.on('message', answer);
  worker.on('error', (error) => answer({ kind: 'crashed', cause: error.message }));
  worker.on('exit', (code) => {
    usable = false;
    answer({ kind: 'crashed', cause: `exit ${code}` });
  });
  const end = async (): Promise<void> => {
    usable = false;
    await worker.terminate();
  };

  return {
    memory: () => Atomics.load(figures, FIGURES.memory),
    alive: () => usable,
    hold: (on) => (on ? worker.ref() : worker.unref()),
    end,
    ask: async (request, { signal, quietMs, onShare }) => {
      const started = await ready;
      if (started.kind !== 'ready') return started;
      if (!usable) return { kind: 'crashed', cause: 'ended' };
      const asked = new Promise<GdalAnswer | GdalEnd>((resolve) => {
        settle = resolve;
      });
      const stop = (why: GdalEnd): void => {
        answer(why);
        void end();
      };
      const cancel = (): void => stop({ kind: 'cancelled' });
      if (signal.aborted) return { kind: 'cancelled' };
      signal.addEventListener('abort', cancel, { once: true });
      Atomics.store(figures, FIGURES.progress, 0);
      const watch = watchOver(worker, figures, quietMs, onShare, () =>
        stop({ kind: 'stuck', seconds: Math.round(quietMs / 1000) }),
      );
      try {
        worker.postMessage(request);
        return await asked;
      } finally {
        watch.end();
        signal.removeEventListener('abort', cancel);
      }
    },
  };
}

/**
 * Looks at the figures of the thread now and then: tells its progress, and calls `onStuck` once it has worked for
 * `quietMs` without reading or writing anything. What counts is the time the thread itself has computed, so that a
 * busy computer is not taken for an endless loop; waiting for longer than any disk takes counts as well.
 */
function watchOver(
  worker: Worker,
  figures: Int32Array,
  quietMs: number,
  onShare: (share: number) => void,
  onStuck: () => void,
): { end(): void } {
  let pulse = Atomics.load(figures, FIGURES.pulse);
  let told = 0;
  let since = Date.now();
  let work: number | null = null;
  const look = async (): Promise<void> => {
    // Fails once the thread has ended, which is told otherwise.
    const used = await worker.cpuUsage().catch(() => null);
    const computed = used === null ? 0 : (used.user + used.system) / 1000;
    const beat = Atomics.load(figures, FIGURES.pulse);
    const progress = Atomics.load(figures, FIGURES.progress);
    if (progress !== told) onShare(progress / 1000);
    if (work === null || beat !== pulse || progress !== told) {
      since = Date.now();
      work = computed;
    }
    pulse = beat;
    told = progress;
    if (computed - work > quietMs || Date.now() - since > SLOW * quietMs) onStuck();
  };
  const timer = setInterval(() => void look(), WATCH_MS);
  return { end: () => clearInterval(timer) };
}
