import { z } from 'zod';
import { DEFECT_CLASSES, type DefectClass } from '../../../shared/inspection/types.ts';
import { blockingKey } from '../../../shared/package/inspected.ts';
import type { CheckBook } from '../../../shared/package/verification.ts';
import { hearJson } from './entry-slices.ts';
import type { OpenPackage } from './open-package.ts';
import type { PackageSource } from './package-source.ts';

const count = z.int().nonnegative();
const defectClass = z.enum(DEFECT_CLASSES);

/** What is read of an inspection report; a newer product's report may say more. */
const report = z.object({
  made: z.string(),
  revision: count,
  model: z.object({
    id: z.string(),
    version: z.string(),
    gate: z.object({ classes: z.array(defectClass) }),
  }),
  total: z.object({ score: z.number().nullable() }),
  checks: z.array(
    z.object({ id: z.string(), class: defectClass, defects: count, excepted: count, listed: count }),
  ),
  not_checked: z.array(z.unknown()),
});

interface Read {
  readonly said: z.infer<typeof report>;
  /** Defects that are listed. */
  readonly listed: number;
}

async function readReport(source: PackageSource, name: string, signal: AbortSignal): Promise<Read | null> {
  if (!source.entries.has(name)) return null;
  const members = new Map<string, unknown>();
  let listed = 0;
  const hears = {
    member: (key: string, value: unknown) => void members.set(key, value),
    element: () => void (listed += 1),
  };
  if (!(await hearJson(source, name, 'defects', hears, signal))) return null;
  const parsed = report.safeParse(Object.fromEntries(members));
  return parsed.success ? { said: parsed.data, listed } : null;
}

/**
 * The figures of the quality inspection, counted again check by check in its report, and what of it the package was
 * made over. Packages of before it hold none.
 */
export async function verifyInspection(
  { source, manifest }: OpenPackage,
  book: CheckBook,
  signal: AbortSignal,
): Promise<void> {
  const { inspection, override } = manifest;
  if (inspection === undefined) return;
  const { path } = inspection;
  const read = await readReport(source, path, signal);
  if (signal.aborted) return;
  if (read === null) return book.wrong('inspection', path, 'unreadable');
  const { said, listed } = read;
  const { model, checks } = said;
  const sum = (of: (check: (typeof checks)[number]) => number): number =>
    checks.reduce((all, check) => all + of(check), 0);
  const compare = (detail: string, expected: unknown, found: unknown): void =>
    void book.compare('inspection', path, String(expected), String(found), detail);
  const runText = (run: { made: string; rev: number; model: string }): string =>
    `${run.made} ${run.rev} ${run.model}`;
  const run = runText({ made: said.made, rev: said.revision, model: `${model.id} ${model.version}` });
  compare('run', runText(inspection), run);
  compare('score', inspection.score, said.total.score);
  for (const of of DEFECT_CLASSES)
    compare(
      of,
      inspection.defects[of],
      sum((check) => (check.class === of ? check.defects : 0)),
    );
  compare(
    'excepted',
    inspection.excepted,
    sum(({ excepted }) => excepted),
  );
  compare('unchecked', inspection.unchecked, said.not_checked.length);
  compare(
    'defects',
    sum((check) => check.listed),
    listed,
  );
  const gate: ReadonlySet<DefectClass> = new Set(model.gate.classes);
  const blocking = checks
    .filter((check) => check.defects > 0 && gate.has(check.class))
    .map(({ id, class: of, defects }) => ({ check: id, class: of, count: defects }));
  book.compare('gate', path, blockingKey(override?.inspection?.blocking ?? []), blockingKey(blocking));
  if (override?.inspection !== undefined)
    book.compare('gate', path, runText(override.inspection), run, 'run');
}
