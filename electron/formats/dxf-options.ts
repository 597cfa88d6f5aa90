import { fail, ok, type Result } from '../../shared/result.ts';

/** What a drawing leaves to choose (`WriteOptions.own`). */
export interface DxfOptions {
  /** A drawing layer for each class code, or one for each map layer. */
  readonly layers: 'class' | 'layer';
  /** Fields that hold the class, by their key; the first that a layer has counts. */
  readonly classFields: readonly string[];
  /** Height of the names in metres of the ground. */
  readonly textHeight: number;
}

/** Codes by which the built-in layers are drawn. */
const CLASS_FIELDS = [
  'land_class',
  'zone_code',
  'survey_class',
  'zone_type',
  'park_kind',
  'boundary_kind',
  'redline_kind',
];
/** Texts of 2.5 mm on a map of 1:2000. */
const TEXT_HEIGHT = 5;

/** @returns failure `export.own` with the option that is wrong */
export function readDxfOptions(own: Readonly<Record<string, unknown>>): Result<DxfOptions> {
  const { layers = 'class', classField, textHeight = TEXT_HEIGHT } = own;
  const wrong = (option: string, value: unknown): Result<DxfOptions> =>
    fail('export.own', { option, value: typeof value === 'string' ? value : (JSON.stringify(value) ?? '') });
  if (layers !== 'class' && layers !== 'layer') return wrong('layers', layers);
  if (classField !== undefined && typeof classField !== 'string') return wrong('classField', classField);
  if (typeof textHeight !== 'number' || !(textHeight >= 0.1 && textHeight <= 1000))
    return wrong('textHeight', textHeight);
  return ok({ layers, classFields: classField === undefined ? CLASS_FIELDS : [classField], textHeight });
}
