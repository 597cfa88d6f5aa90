import data from '../../resources/codes/field-form.json' with { type: 'json' };
import type { BilingualText, Verified } from '../model/layer.ts';

export interface FormChoice {
  readonly code: string;
  readonly label: BilingualText;
  /** The class of the classification that it stands for; null for none. */
  readonly class: string | null;
  readonly verified: Verified;
  readonly source: string;
}

/** One question of the form; one answer or none. */
export interface FormList {
  readonly id: string;
  readonly label: BilingualText;
  readonly choices: readonly FormChoice[];
}

export const FORM_LISTS = data.lists as unknown as readonly FormList[];

/** Answers by the question's id. */
export type FormAnswers = Readonly<Record<string, string>>;

/** A form as it is kept; null for one without an answer. Questions stand in their order. */
export function formText(answers: FormAnswers): string | null {
  const given = FORM_LISTS.flatMap(({ id }) =>
    answers[id] === undefined ? [] : [[id, answers[id]] as const],
  );
  return given.length === 0 ? null : JSON.stringify(Object.fromEntries(given));
}

/** A kept form; what is no known answer is left out, for another edition may know more. */
export function readForm(kept: string | null): FormAnswers {
  let raw: unknown;
  try {
    raw = JSON.parse(kept ?? '{}');
  } catch {
    return {};
  }
  if (typeof raw !== 'object' || raw === null) return {};
  const answers = raw as Record<string, unknown>;
  return Object.fromEntries(
    FORM_LISTS.flatMap(({ id, choices }) => {
      const code = answers[id];
      return choices.some((one) => one.code === code) ? [[id, code as string]] : [];
    }),
  );
}

/** True for a text that `formText` could have made. */
export const isForm = (text: string): boolean => formText(readForm(text)) === text;

/** The class that an answer stands for; null where it stands for none. */
export const classOfAnswer = (answers: FormAnswers): string | null =>
  FORM_LISTS.find(({ id }) => id === 'land_class')?.choices.find(({ code }) => code === answers['land_class'])
    ?.class ?? null;
