import type { Language } from '../i18n/languages.ts';
import { text } from '../i18n/text.ts';
import type { Finding, FindingNote } from '../rules/rule.ts';
import type { FindingFacts } from './finding-facts.ts';
import { whyReopened } from './memory-status.ts';

/** The reason of an exception with its approval number; empty for other words. */
export function reasonText(
  language: Language,
  note: { readonly reason?: string | null; readonly number?: string | null },
): string {
  if (note.reason == null) return '';
  return note.reason === 'approved' && note.number != null
    ? text(language, 'findings.approval', { number: note.number })
    : text(language, `findings.reason.${note.reason}`);
}

/** Why an exception holds no longer on a day (`2026-11-22`), as a sentence; empty while it does. */
export function reopenedText(language: Language, note: FindingNote, today: string): string {
  const why = note.status === 'exception' ? whyReopened(note, today) : null;
  return why === null
    ? ''
    : text(language, `findings.reopened.${why}`, { day: note.expires ?? '', person: note.closedBy ?? '' });
}

/** Both, for the exception that speaks or spoke for a finding; empty where there is none. */
export function exceptionText(
  language: Language,
  finding: Finding,
  facts: Pick<FindingFacts, 'standing'>,
  today: string,
): string {
  const { exception } = facts.standing(finding);
  if (exception === null) return '';
  return [reasonText(language, exception), reopenedText(language, exception, today)]
    .filter((one) => one !== '')
    .join(' · ');
}
