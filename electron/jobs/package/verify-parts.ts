import type { CheckBook } from '../../../shared/package/verification.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { SEVERITIES } from '../../../shared/rules/rule.ts';
import { hearJson } from './entry-slices.ts';
import { readEntry, type OpenPackage } from './open-package.ts';
import type { PackageSource } from './package-source.ts';
import { verifyInspection } from './verify-inspection.ts';

/** A ruleset with all matrices takes a quarter of a megabyte. */
const RULESET_LIMIT = 8_000_000;

interface Counted {
  readonly counts: Map<string, number>;
  readonly exceptions: Map<string, number>;
  readonly notChecked: readonly string[];
}

/** Counts the findings of a findings file; null where it is none. */
async function countFindings(
  source: PackageSource,
  name: string,
  signal: AbortSignal,
): Promise<Counted | null> {
  const counts = new Map<string, number>();
  const exceptions = new Map<string, number>();
  let notChecked: readonly string[] = [];
  const whole = await hearJson(
    source,
    name,
    'findings',
    {
      member: (key, value) => {
        if (key === 'not_checked' && Array.isArray(value))
          notChecked = value.map((one: { rule?: unknown } | null) => String(one?.rule));
      },
      element: (value) => {
        const { severity, status } = (value ?? {}) as { severity?: unknown; status?: unknown };
        const key = String(severity);
        counts.set(key, (counts.get(key) ?? 0) + 1);
        if (status === 'exception') exceptions.set(key, (exceptions.get(key) ?? 0) + 1);
      },
    },
    signal,
  );
  return whole ? { counts, exceptions, notChecked } : null;
}

/** Which ruleset a file says it is; null where it says nothing. A newer product's rules need not be known for that. */
function statedRuleset(bytes: Uint8Array): string | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { id, version } = (value ?? {}) as { id?: unknown; version?: unknown };
    return typeof id === 'string' && typeof version === 'string' ? `${id} ${version}` : null;
  } catch {
    return null;
  }
}

/** The figures of the manifest that stand in other parts: findings by severity, the inspection, ruleset, marks. */
export async function verifyParts(
  opened: OpenPackage,
  book: CheckBook,
  signal: AbortSignal,
): Promise<Result<null>> {
  const { source, manifest } = opened;
  for (const { path, mark } of manifest.files)
    if (mark !== manifest.classification) book.compare('marks', path, manifest.classification, mark);
  const { findings, ruleset } = manifest;
  const counted = source.entries.has(findings.path)
    ? await countFindings(source, findings.path, signal)
    : null;
  if (counted === null) book.wrong('findings', findings.path, 'unreadable');
  else {
    for (const severity of SEVERITIES) {
      const found = (from: Map<string, number>): string => String(from.get(severity) ?? 0);
      const { path } = findings;
      book.compare('findings', path, String(findings.counts[severity]), found(counted.counts), severity);
      const expected = String(findings.exceptions[severity]);
      book.compare('findings', path, expected, found(counted.exceptions), `exception-${severity}`);
    }
    const list = (rules: readonly string[]): string => [...rules].sort().join(' ');
    book.compare(
      'findings',
      findings.path,
      list(findings.notChecked),
      list(counted.notChecked),
      'not-checked',
    );
  }
  await verifyInspection(opened, book, signal);
  if (!source.entries.has(ruleset.path)) {
    book.compare('ruleset', ruleset.path, `${ruleset.id} ${ruleset.version}`, null);
    return ok(null);
  }
  const text = await readEntry(source, ruleset.path, RULESET_LIMIT, signal);
  if (!text.ok && text.error.code === 'cancelled') return text;
  const stated = text.ok ? statedRuleset(text.value) : null;
  if (stated === null) book.wrong('ruleset', ruleset.path, 'unreadable');
  else book.compare('ruleset', ruleset.path, `${ruleset.id} ${ruleset.version}`, stated);
  return ok(null);
}
