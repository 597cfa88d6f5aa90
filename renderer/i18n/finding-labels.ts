import { reasonText as reasonOf, reopenedText as reopenedOf } from '../../shared/check/exception-text.ts';
import type { FindingNote, GoneNote, NotChecked } from '../../shared/rules/rule.ts';
import { notCheckedText } from '../../shared/rules/sentence.ts';
import { ruleData } from './rules.ts';
import { today } from './today.ts';
import type { Texts } from './use-text.ts';
import type { FindingGrouping } from '../state/arrange-findings.ts';
import type { Township } from '../../shared/check/finding-townships.ts';
import { layerOf } from '../state/layers.ts';

/** Title of a rule; its id where the ruleset in force does not have it. */
export function ruleTitle({ name }: Texts, id: string): string {
  const data = ruleData(id);
  return data === undefined ? id : name(data.title);
}

/** Name of a layer; its id where it is not there. */
export function layerName({ name }: Texts, id: string): string {
  const layer = layerOf(id);
  return layer === undefined ? id : name(layer.schema.name);
}

/** Which layers a rule misses. */
export const missingText = (texts: Texts, rule: NotChecked): string =>
  notCheckedText(
    texts.language,
    rule.missing.map((id) => layerName(texts, id)),
  );

/** What a group is called. `townships` names their codes. */
export function groupLabel(
  texts: Texts,
  by: FindingGrouping,
  key: string,
  townships: ReadonlyMap<string, Township>,
): string {
  const { t } = texts;
  switch (by) {
    case 'rule':
      return ruleTitle(texts, key);
    case 'rule-group':
      return t(`findings.rule-group.${key}`);
    case 'layers': {
      const [subject = '', other = ''] = key.split('|');
      const a = layerName(texts, subject);
      return other === ''
        ? t('findings.layer-alone', { layer: a })
        : t('findings.layers', { a, b: layerName(texts, other) });
    }
    case 'township':
      return townships.get(key)?.name ?? t('findings.no-township');
    case 'severity':
      return t(`severity.${key}`);
    case 'status':
      return t(`findings.status.${key}`);
    case 'assignee':
      return key === '' ? t('findings.no-assignee') : key;
    default:
      return '';
  }
}

/** What a word is: note, seen, assigned, exception. */
export const wordLabel = (
  { t }: Texts,
  note: { readonly status: string; readonly assignee?: string | null },
): string =>
  t(`findings.word.${note.status === 'assigned' && note.assignee == null ? 'unassigned' : note.status}`);

/** The reason of an exception with its approval number; empty for other words. */
export const reasonText = (
  { language }: Texts,
  note: { readonly reason?: string | null; readonly number?: string | null },
): string => reasonOf(language, note);

/** Why an exception holds no longer, as a sentence; empty while it does. */
export const reopenedText = ({ language }: Texts, note: FindingNote): string =>
  reopenedOf(language, note, today());

/** A word whose finding is gone, in one line. */
export function goneLine(texts: Texts, gone: GoneNote): string {
  const { t } = texts;
  const parts = [
    ruleTitle(texts, gone.rule),
    layerName(texts, gone.subject.table),
    wordLabel(texts, gone),
    reasonText(texts, gone),
    gone.assignee ?? '',
    gone.note,
    gone.author,
    gone.time.slice(0, 10),
  ];
  return `${parts.filter((part) => part !== '').join(' · ')} · ${t('findings.gone-text')}`;
}
