import type { Language } from '../../shared/i18n/languages.ts';
import type { InspectionWords } from '../../shared/inspection/words.ts';
import { layerOf } from '../state/layers.ts';
import { useRuleset } from '../state/ruleset.ts';

/** What the inspection's sentences are said with in the window. */
export const inspectionWords = (language: Language): InspectionWords => ({
  language,
  ruleset: useRuleset.getState().ruleset,
  layers: (id) => layerOf(id)?.schema,
});
