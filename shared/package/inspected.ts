import type { Language } from '../i18n/languages.ts';
import { text } from '../i18n/text.ts';
import { DEFAULT_MODEL } from '../inspection/model.ts';
import type { DefectClass, InspectionReport } from '../inspection/types.ts';
import { checkText, scoreText } from '../inspection/words.ts';
import type { Manifest, ManifestInspection } from './manifest.ts';

/** The figures of an inspection as a manifest holds them. */
export const inspectionFigures = (report: InspectionReport, path: string): ManifestInspection => ({
  path,
  made: report.made,
  rev: report.rev,
  model: `${report.model.id} ${report.model.version}`,
  score: report.total.score,
  defects: { ...report.total.counts },
  excepted: report.total.excepted,
  unchecked: report.unchecked.length,
});

/** The defects of one check that stand in the way, by number. */
export interface BlockingCount {
  readonly check: string;
  readonly class: DefectClass;
  readonly count: number;
}

/** `T2 图形无效：A 类 3 处`. */
export const blockingText = (language: Language, { check, class: of, count }: BlockingCount): string =>
  text(language, 'package.blocking-line', {
    check: checkText({ language }, DEFAULT_MODEL, check),
    class: text(language, `inspection.class.${of}`),
    n: count,
  });

/** Blocking lines in one form, to compare them by. */
export const blockingKey = (lines: readonly BlockingCount[]): string =>
  lines
    .map(({ check, class: of, count }) => `${check} ${of} ${count}`)
    .sort()
    .join(', ');

/** The score and the defects by class, in one line. */
export const inspectedText = (
  language: Language,
  { score, defects, excepted, unchecked }: ManifestInspection,
): string =>
  text(language, 'package.inspected', {
    score: scoreText(language, score),
    a: defects.A,
    b: defects.B,
    c: defects.C,
    notice: defects.notice,
    excepted,
    unchecked,
  });

/** The defects that a package was made over, a line each; none in packages that say nothing of them. */
export const overriddenLines = ({ language, override }: Pick<Manifest, 'language' | 'override'>): string[] =>
  (override?.inspection?.blocking ?? []).map((line) => blockingText(language, line));
