import type { Language } from '../../shared/i18n/languages.ts';
import { codeEntry } from '../../shared/model/code-list.ts';
import type { Field, LayerSchema } from '../../shared/model/layer.ts';
import type { FeatureRecord } from '../../shared/model/record.ts';

const CLASSES = ['land_use_class', 'planning_zone', 'survey_class'];
/** Marks that say nothing of what the feature is. */
const MARKS = ['classification_mark', 'class_edition'];

/** The field that says what a feature without a name is: its class or zone, else its required kind. */
function titleField(schema: LayerSchema | undefined): Field | undefined {
  const coded = (schema?.fields ?? []).filter(
    ({ domain }) => domain !== undefined && !MARKS.includes(domain),
  );
  return coded.find(({ domain }) => CLASSES.includes(domain ?? '')) ?? coded.find(({ required }) => required);
}

/** What a feature is called: its name, else its class or zone in words, else its identifier, else the head of its uid. */
export function titleOfFeature(
  feature: Pick<FeatureRecord, 'fields' | 'uid'>,
  schema: LayerSchema | undefined,
  language: Language,
): string {
  const { name, identifier } = feature.fields;
  if (typeof name === 'string' && name.trim() !== '') return name;
  const coded = titleField(schema);
  const code = coded ? feature.fields[coded.name] : null;
  const label =
    coded?.domain !== undefined && code != null
      ? codeEntry(coded.domain, String(code))?.label[language]
      : undefined;
  const number = typeof identifier === 'string' && identifier !== '' ? identifier : feature.uid.slice(-6);
  return label === undefined ? number : `${label} ${number}`;
}
