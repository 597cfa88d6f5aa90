import type { Manifest } from './manifest.ts';

/** What was looked at; text `package.check.<code>`. */
export const CHECK_CODES = [
  'file',
  'extra',
  'manifest-form',
  'sums',
  'archive',
  'marks',
  'layer',
  'count',
  'vertices',
  'extent',
  'area',
  'sum',
  'features',
  'table-count',
  'findings',
  'inspection',
  'gate',
  'ruleset',
  'signature',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** One thing that was compared: a file byte by byte, or one figure. */
export interface PackageCheck {
  readonly code: CheckCode;
  /** File, or layer by its id, or empty for the package as a whole. */
  readonly subject: string;
  /** Field of a sum, severity of findings; empty where there is none. */
  readonly detail: string;
  /** `note`: could not be compared, and why is said by `reason`; not counted as wrong. */
  readonly state: 'equal' | 'wrong' | 'note';
  /** What the manifest says and what is there, as text; null where it is not there. */
  readonly expected: string | null;
  readonly found: string | null;
  /** Text key `package.reason.<reason>` for what a comparison of two texts does not say; null for none. */
  readonly reason: string | null;
}

/** Who signed. `unsigned`: nobody did and the manifest says so. */
export interface SignatureFacts {
  readonly state: 'unsigned' | 'valid' | 'invalid';
  readonly fingerprint: string | null;
  /** Whether the key is one the user knows, and by which name. */
  readonly known: boolean;
  readonly name: string | null;
}

/** What a verification found. */
export interface Verification {
  readonly kind: 'folder' | 'zip';
  readonly manifest: Manifest;
  /** In the order of looking: names, files, figures, signature. */
  readonly checks: readonly PackageCheck[];
  readonly wrong: number;
  readonly signature: SignatureFacts;
  /** SHA-256 (or what the manifest names) of the manifest's bytes: stands for the whole. */
  readonly manifestHash: string;
}

/** A key whose signatures the user trusts. */
export interface KnownKey {
  readonly fingerprint: string;
  readonly name: string;
}

/** Collects checks in order. */
export interface CheckBook {
  /** Compares two texts and notes the outcome. */
  compare(
    code: CheckCode,
    subject: string,
    expected: string | null,
    found: string | null,
    detail?: string,
  ): boolean;
  wrong(
    code: CheckCode,
    subject: string,
    reason: string,
    texts?: { readonly expected?: string; readonly found?: string; readonly detail?: string },
  ): void;
  note(code: CheckCode, subject: string, reason: string): void;
  list(): readonly PackageCheck[];
}

export function checkBook(): CheckBook {
  const checks: PackageCheck[] = [];
  return {
    compare(code, subject, expected, found, detail = '') {
      const equal = expected === found;
      checks.push({
        code,
        subject,
        detail,
        state: equal ? 'equal' : 'wrong',
        expected,
        found,
        reason: found === null && !equal ? 'missing' : null,
      });
      return equal;
    },
    wrong(code, subject, reason, { expected = null, found = null, detail = '' } = {}) {
      checks.push({ code, subject, detail, state: 'wrong', expected, found, reason });
    },
    note(code, subject, reason) {
      checks.push({ code, subject, detail: '', state: 'note', expected: null, found: null, reason });
    },
    list: () => checks,
  };
}

/** How many things were looked at, by outcome. */
export function tally(checks: readonly PackageCheck[]): Readonly<Record<PackageCheck['state'], number>> {
  const counts = { equal: 0, wrong: 0, note: 0 };
  for (const { state } of checks) counts[state] += 1;
  return counts;
}
