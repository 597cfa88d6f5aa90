import { polygonAreaM2 } from '../geometry/area.ts';
import { labelPoint } from '../geometry/label-point.ts';
import type { Packed } from '../geometry/packed.ts';
import { areaNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { codeEntry } from '../model/code-list.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { Fields, FieldValue } from '../model/record.ts';
import { publicLayer } from './fields.ts';
import type { NoticeFeature, NoticeLayer } from './types.ts';

/** A feature as it is read for a notice. */
export interface ReadFeature {
  readonly uid: string;
  readonly fields: Fields;
  readonly geometry: Packed;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A value in words: codes by their label, everything else as it stands. */
function valueText(field: Field | undefined, value: FieldValue | undefined, language: Language): string {
  if (value === null || value === undefined) return '';
  const said = String(value).trim();
  return field?.domain === undefined ? said : (codeEntry(field.domain, said)?.label[language] ?? said);
}

/** The fields a notice reads of a layer: those of the whitelist that are chosen, with name and kind. */
export function fieldsRead({ layer, fields }: NoticeLayer): readonly string[] {
  const known = publicLayer(layer);
  return known === undefined ? [] : [...new Set([known.name, known.kind, ...fields])];
}

/**
 * The features of one layer as lines of the public list, by name and kind, so that the numbers are the same whatever
 * order they are read in. Numbers go on from `first`. Features without a shape are left out.
 */
export function noticeFeatures(
  schema: LayerSchema,
  chosen: NoticeLayer,
  features: readonly ReadFeature[],
  language: Language,
  first: number,
): readonly NoticeFeature[] {
  const known = publicLayer(schema.id);
  if (known === undefined) return [];
  const fieldOf = (name: string): Field | undefined => schema.fields.find((field) => field.name === name);
  const word = (name: string, fields: Fields): string => valueText(fieldOf(name), fields[name], language);
  const lines = features.flatMap(({ uid, fields, geometry }) => {
    const at = labelPoint(geometry);
    if (at === undefined) return [];
    return [
      {
        uid,
        at,
        name: word(known.name, fields),
        kind: word(known.kind, fields),
        areaHa: geometry.kind === 'polygon' ? areaNumber(polygonAreaM2(geometry), 'ha') : '',
        more: chosen.fields.flatMap((name) => {
          const value = word(name, fields);
          return value === '' ? [] : [{ label: fieldOf(name)?.label[language] ?? name, value }];
        }),
      },
    ];
  });
  return lines
    .sort((a, b) => byText(a.name, b.name) || byText(a.kind, b.kind) || byText(a.uid, b.uid))
    .map(({ uid, at, ...said }, i) => ({
      entry: { number: first + i, layerName: schema.name[language], ...said },
      layer: schema.id,
      uid,
      at,
    }));
}
