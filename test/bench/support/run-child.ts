import { spawnSync } from 'node:child_process';

/** What a program that is measured tells of itself, as the last line it prints. */
export interface ChildFigures {
  /** Of the work, without starting the program and loading its libraries. */
  readonly wallMs: number;
  /** User and system time of the work, all its threads and children. */
  readonly cpuMs: number;
  /** Most memory it held, start to end. */
  readonly peakMB: number;
}

const KEYS = ['wallMs', 'cpuMs', 'peakMB'] as const;

function runForJson(program: string, words: readonly string[]): unknown {
  const run = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`${words[0]} ended with ${run.status}: ${run.stderr.slice(-2000)}`);
  const last = run.stdout.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(last) as unknown;
}

/**
 * Runs a program to its end in a process of its own; what it prints beside the figures is for the caller, who knows
 * the program, to name. Throws where it fails or tells no figures.
 */
export function runMeasured(program: string, words: readonly string[]): ChildFigures {
  const told = runForJson(program, words) as Partial<ChildFigures>;
  for (const key of KEYS) {
    if (typeof told[key] !== 'number') throw new Error(`${words[0]} did not tell ${key}`);
  }
  return told as ChildFigures;
}

/** A script of this project, in the runtime that ships. */
export const runOwn = (script: string, words: readonly string[]): ChildFigures =>
  runMeasured(process.execPath, [...profiling(), script, ...words]);

/** `LANTU_BENCH_PROFILE=folder` writes a CPU profile of every script of ours there. */
function profiling(): string[] {
  const folder = process.env['LANTU_BENCH_PROFILE'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}
