import type { Language } from '../i18n/languages.ts';
import { text } from '../i18n/text.ts';
import { DEFECT_CLASSES } from '../inspection/types.ts';
import type { Manifest } from './manifest.ts';
import type { PackageCheck } from './verification.ts';

/** What a check is about, as people know it: the name of a layer, else the file. */
export const subjectText = (language: Language, { subject }: PackageCheck, manifest: Manifest): string =>
  manifest.layers.find(({ id }) => id === subject)?.name[language] ?? subject;

/** Which figure of it: a field of the layer, a severity, exceptions of one; empty where there is but one. */
export function detailText(
  language: Language,
  { code, subject, detail }: PackageCheck,
  manifest: Manifest,
): string {
  if (detail === '') return '';
  if (code === 'sum') {
    const field = manifest.layers
      .find(({ id }) => id === subject)
      ?.fields.find((one) => one.field === detail);
    return field === undefined || field.column === detail ? detail : `${detail} (${field.column})`;
  }
  if (code === 'table-count')
    return manifest.layers.find(({ id }) => id === detail)?.name[language] ?? detail;
  if (code === 'findings') {
    if (detail === 'not-checked') return text(language, 'result.not-checked');
    const severity = text(language, `severity.${detail.replace(/^exception-/, '')}`);
    return detail.startsWith('exception-') ? text(language, 'package.exception-of', { severity }) : severity;
  }
  if (code === 'inspection' || code === 'gate')
    return isDefectClass(detail)
      ? text(language, `inspection.class.${detail}`)
      : text(language, `package.inspected.${detail}`);
  return '';
}

const isDefectClass = (word: string): boolean => DEFECT_CLASSES.some((of) => of === word);

/** Why it is wrong or was not compared; empty where the two values say it. */
export const reasonText = (language: Language, { reason }: PackageCheck): string =>
  reason === null ? '' : text(language, `package.reason.${reason}`);

/** A hash is told by its beginning; everything else in full. */
export const shownValue = (value: string | null): string =>
  value === null ? '–' : /^[0-9a-f]{40,}$/.test(value) ? `${value.slice(0, 16)}…` : value;
