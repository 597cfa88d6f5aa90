import type { Language } from '../../shared/i18n/languages.ts';
import { codeEntry } from '../../shared/model/code-list.ts';
import type { LayerSchema } from '../../shared/model/layer.ts';
import type { FeatureRecord } from '../../shared/model/record.ts';

/** What a feature is called: its name, else its class or zone in words, else its identifier, else the head of its uid. */
export function titleOfFeature(
  feature: Pick<FeatureRecord, 'fields' | 'uid'>,
  schema: LayerSchema | undefined,
  language: Language,
): string {
  const { name, identifier } = feature.fields;
  if (typeof name === 'string' && name.trim() !== '') return name;
  const coded = schema?.fields.find(({ domain, required }) => domain !== undefined && required);
  const code = coded ? feature.fields[coded.name] : null;
  const label =
    coded?.domain !== undefined && code != null
      ? codeEntry(coded.domain, String(code))?.label[language]
      : undefined;
  const number = typeof identifier === 'string' && identifier !== '' ? identifier : feature.uid.slice(-6);
  return label === undefined ? number : `${label} ${number}`;
}
