import { formatTime } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { text } from '../i18n/text.ts';
import type { Ruleset } from '../rules/rule.ts';
import { findingText, messageText, orBuiltin, type LayerNames } from '../rules/sentence.ts';
import { checkData } from './model.ts';
import type { Defect, InspectionModel, InspectionReport, Unchecked } from './types.ts';

/** What the inspection's sentences are said with: a language, the rules' own words, and the layers of the file. */
export interface InspectionWords {
  readonly language: Language;
  readonly ruleset: Ruleset;
  readonly layers: LayerNames;
}

/** A defect in words: those of its rule, else the inspection's own. */
export function defectText({ language, ruleset, layers }: InspectionWords, defect: Defect): string {
  const [message, ...further] = defect.messages;
  if (defect.rule !== null)
    return findingText(language, { rule: defect.rule, message, further }, ruleset, layers);
  const known = orBuiltin(layers);
  return defect.messages
    .map((one) => messageText(language, one, text(language, `inspection.defect.${one.key}`), known))
    .join(text(language, 'rules.sentence-separator'));
}

/** The name of a table: a layer's in the language, else what the file calls it; "file" for none. */
export const layerText = ({ language, layers }: InspectionWords, id: string | null): string =>
  id === null ? text(language, 'inspection.file') : (orBuiltin(layers)(id)?.name[language] ?? id);

/** `T3 图层内重叠`. */
export const checkText = (
  { language }: Pick<InspectionWords, 'language'>,
  model: InspectionModel,
  id: string,
): string => `${id} ${checkData(model, id)?.title[language] ?? ''}`.trim();

/** Why something was not looked at. */
export function uncheckedText(words: InspectionWords, { why, layers, rule }: Unchecked): string {
  const { language, ruleset } = words;
  return text(language, `inspection.unchecked.${why}`, {
    layers: layers.map((id) => layerText(words, id)).join(text(language, 'rules.list-separator')),
    rule: ruleset.rules.find(({ id }) => id === rule)?.title[language] ?? rule ?? '',
  });
}

/** Who set a defect aside, when and why; empty for an open one. */
export function exceptionText(language: Language, { exception }: Pick<Defect, 'exception'>): string {
  if (exception === null) return '';
  const { reason, note, author, time } = exception;
  const said = [reason === null ? '' : text(language, `findings.reason.${reason}`), note]
    .filter((part) => part !== '')
    .join(' ');
  return text(language, 'inspection.exception', { note: said, author, date: time.slice(0, 10) });
}

/** When a report was made, in local time; as it stands where it names but a day. */
export const madeText = ({ made }: Pick<InspectionReport, 'made'>): string =>
  made.includes('T') ? formatTime(made) : made;

/** The middle of where it lies, degrees. */
export function placeText({ box }: Pick<Defect, 'box'>): string {
  if (box === null) return '—';
  return `${((box[0] + box[2]) / 2).toFixed(6)}, ${((box[1] + box[3]) / 2).toFixed(6)}`;
}

/** A score with one decimal. Rounded down, so that a full score is never shown where points were taken. */
export const scoreText = (language: Language, score: number | null): string =>
  score === null ? text(language, 'inspection.no-score') : pointsText(Math.floor(10 * score + 1e-9) / 10);

export const pointsText = (points: number): string => points.toFixed(1);
