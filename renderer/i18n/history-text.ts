import type { Language } from '../../shared/i18n/languages.ts';
import { text, TEXTS } from '../../shared/i18n/text.ts';
import { useLayers } from '../state/layers.ts';

/**
 * The name of a step. Parameters that name a layer by its id, or a text by its key, are said in the language of
 * the window; everything else stands as it was written.
 */
export function historyText(
  language: Language,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const layers = useLayers.getState().layers ?? [];
  const said = Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const layer = layers.find(({ schema }) => schema.id === value);
      if (layer) return [name, layer.schema.name[language]];
      return [
        name,
        typeof value === 'string' && Object.hasOwn(TEXTS[language], value) ? text(language, value) : value,
      ];
    }),
  );
  return text(language, key, said);
}
