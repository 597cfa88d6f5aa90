import type { Language } from '../i18n/languages.ts';
import { text } from '../i18n/text.ts';
import { orBuiltin, type LayerNames } from '../rules/sentence.ts';
import type { ManifestTables } from './manifest.ts';

/** An official table that was not made: its name and the names of the layers it lacks, for a text. */
export const tableLeftParams = (
  language: Language,
  { table, missing }: ManifestTables['left'][number],
  layers: LayerNames = () => undefined,
): { readonly table: string; readonly layers: string } => ({
  table: text(language, `tables.title.${table}`),
  layers: missing
    .map((id) => orBuiltin(layers)(id)?.name[language] ?? id)
    .join(text(language, 'rules.list-separator')),
});
