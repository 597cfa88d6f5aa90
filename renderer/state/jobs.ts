import { create } from 'zustand';
import type { CallOptions, Progress } from '../../shared/bridge/contract.ts';
import type { TextParams } from '../../shared/i18n/text.ts';
import type { Failure, Result } from '../../shared/result.ts';

export interface Job {
  readonly id: number;
  readonly label: { readonly key: string; readonly params?: TextParams };
  readonly progress: Progress | null;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly failure: Failure | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly cancel: () => void;
}

export interface JobsState {
  readonly jobs: readonly Job[];
  readonly clearEnded: () => void;
}

let last = 0;
export const useJobs = create<JobsState>()((set) => ({
  jobs: [],
  clearEnded: () => set((state) => ({ jobs: state.jobs.filter((job) => job.state === 'running') })),
}));

const patch = (id: number, change: Partial<Job>): void =>
  useJobs.setState((state) => ({
    jobs: state.jobs.map((job) => (job.id === id ? { ...job, ...change } : job)),
  }));

/** Runs a long call as a job: listed with progress and cancel, kept in the list when it has ended. */
export async function runJob<T>(
  label: Job['label'],
  call: (options: CallOptions) => Promise<Result<T>>,
): Promise<Result<T>> {
  last += 1;
  const id = last;
  const abort = new AbortController();
  const job: Job = {
    id,
    label,
    progress: null,
    state: 'running',
    failure: null,
    startedAt: Date.now(),
    endedAt: null,
    cancel: () => abort.abort(),
  };
  useJobs.setState((state) => ({ jobs: [job, ...state.jobs].slice(0, 100) }));
  const result = await call({ signal: abort.signal, onProgress: (progress) => patch(id, { progress }) });
  const state = result.ok ? 'done' : result.error.code === 'cancelled' ? 'cancelled' : 'failed';
  patch(id, { state, failure: result.ok ? null : result.error, endedAt: Date.now() });
  return result;
}

/** Seconds that are left at the pace so far, null while that cannot be said. */
export function secondsLeft(job: Job, now: number): number | null {
  const share = job.progress?.share ?? null;
  if (share === null || share < 0.05 || job.state !== 'running') return null;
  const spent = (now - job.startedAt) / 1000;
  return spent < 1 ? null : Math.max(1, Math.round((spent / share) * (1 - share)));
}
