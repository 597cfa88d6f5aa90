import { ok, type Result } from '../../shared/result.ts';

/** Where the file lies, as the workers are told. */
interface Opening {
  readonly path: string;
  readonly cacheDir: string;
  readonly scratchDir: string;
}

interface Openable {
  open(params: Opening): Promise<Result<null>>;
  close(params: Record<string, never>): Promise<Result<null>>;
}

/** A worker that is started with the first question to it: many blueprints are closed without one. */
export function startedLate<W extends Openable>(start: () => W) {
  let worker: W | null = null;
  let file: Opening | null = null;
  /** The opening under way or done; questions wait for it. */
  let opened: Promise<Result<null>> = Promise.resolve(ok(null));
  return {
    open: (params: Opening): Promise<Result<null>> => {
      file = params;
      if (worker !== null) opened = worker.open(params);
      return opened;
    },
    close: (): Promise<Result<null>> => {
      file = null;
      return worker === null ? Promise.resolve(ok(null)) : worker.close({});
    },
    ask: async <T>(question: (worker: W) => Promise<Result<T>>): Promise<Result<T>> => {
      if (worker === null) {
        worker = start();
        if (file !== null) opened = worker.open(file);
      }
      const there = await opened;
      return there.ok ? question(worker) : there;
    },
  };
}
