import { spawnSync } from 'node:child_process';
import path from 'node:path';

const MAIN = path.resolve(import.meta.dirname, '..', '..', '..', 'electron/cli/main.ts');

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a user runs it, in a process of its own. */
export function lantu(...words: string[]): CliRun {
  const run = spawnSync(process.execPath, [MAIN, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1', LANTU_LANG: 'zh-CN' },
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** What `check --json` prints. */
export interface CheckJson {
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly severity: string;
    readonly subject: { readonly layer: string; readonly uid: string };
    readonly counterpart: string | null;
    readonly area_m2: number;
    readonly message: string;
    readonly pieces: readonly {
      readonly id: string;
      readonly other: { readonly layer: string; readonly uid: string } | null;
      readonly area_m2: number;
      readonly geometry: { readonly type: string; readonly coordinates: unknown };
    }[];
  }[];
  readonly not_checked: readonly { readonly rule: string; readonly missing: readonly string[] }[];
}

/** Checks a file; the exit status must say what the result says. */
export function check(file: string): CheckJson {
  const run = lantu('check', file, '--json');
  const result = JSON.parse(run.stdout) as CheckJson;
  const expected = result.findings.length > 0 ? 1 : 0;
  if (run.status !== expected)
    throw new Error(`exit status ${run.status}, expected ${expected}: ${run.stderr}`);
  return result;
}
