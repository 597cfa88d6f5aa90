import { useMemo } from 'react';
import { formatArea, type AreaUnit } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { failureText, text, type TextParams } from '../../shared/i18n/text.ts';
import type { BilingualText } from '../../shared/model/layer.ts';
import type { Failure } from '../../shared/result.ts';
import { useSettings } from '../state/settings.ts';

/** Texts in the language of the window. */
export interface Texts {
  readonly language: Language;
  /** The text of a key. */
  readonly t: (key: string, params?: TextParams) => string;
  /** A name that data bring in both languages. */
  readonly name: (both: BilingualText) => string;
  readonly failure: (failure: Failure) => string;
  /** An area in square metres with its unit. */
  readonly area: (m2: number, unit: AreaUnit) => string;
}

const make = (language: Language): Texts => ({
  language,
  t: (key, params) => text(language, key, params),
  name: (both) => both[language],
  failure: (failure) => failureText(language, failure),
  area: (m2, unit) => formatArea(language, m2, unit),
});

const MADE: Readonly<Record<Language, Texts>> = { 'zh-CN': make('zh-CN'), en: make('en') };

/** Texts outside of components. */
export const texts = (): Texts => MADE[useSettings.getState().settings.language];

/** Texts for a component; switching the language draws it again, without a reload. */
export function useText(): Texts {
  const language = useSettings((state) => state.settings.language);
  return useMemo(() => MADE[language], [language]);
}
