import { outArea } from '../../../shared/export/out-area.ts';
import type { OutField, OutLayer } from '../../../shared/export/out-layer.ts';
import { M2_PER } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { serialOfDate } from './number-format.ts';
import type { CellOut, CellStyle, RowOut, SheetOut } from './out-types.ts';

export const HEAD_STYLE: CellStyle = {
  font: '黑体',
  bold: true,
  fill: 'E7EEF5',
  lines: true,
  align: 'center',
  wrap: true,
};
const TEXT_STYLE: CellStyle = { format: '@' };
const DAY_STYLE: CellStyle = { format: 'yyyy-mm-dd' };
const TIME_STYLE: CellStyle = { format: 'yyyy-mm-dd hh:mm:ss' };

const decimals = (digits: number): CellStyle => ({ format: digits === 0 ? '0' : `0.${'0'.repeat(digits)}` });

/** How the values of a field look; the same object for all of them. */
function styleOf({ type, precision }: OutField): CellStyle | undefined {
  if (type === 'int') return decimals(0);
  if (type === 'real') return precision === null ? undefined : decimals(precision);
  if (type === 'date') return DAY_STYLE;
  return type === 'datetime' ? TIME_STYLE : TEXT_STYLE;
}

/** A value as a cell: days as days, texts as texts however much they look like numbers. */
function cellOf(value: FieldValue, field: OutField, style: CellStyle | undefined): CellOut {
  if (value === null) return null;
  const day = field.type === 'date' || field.type === 'datetime' ? serialOfDate(String(value)) : null;
  return { value: day ?? value, ...(style !== undefined && { style }) };
}

/** Characters as wide as the widest of their kind: a Chinese one counts two. */
const widthOf = (name: string): number =>
  Array.from(name).reduce((sum, one) => sum + (one > '\u2e80' ? 2 : 1), 0);

const widthOfField = ({ type, length }: OutField, head: string): number => {
  const body = type === 'text' || type === 'code' ? Math.min(length ?? 20, 32) : type === 'real' ? 14 : 11;
  return Math.min(40, Math.max(8, body, widthOf(head) + 2));
};

/** Names each once, whatever the case. */
function unique(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let n = 2; used.has(own.toLowerCase()); n++) own = `${name}_${n}`;
    used.add(own.toLowerCase());
    return own;
  });
}

export interface LayerSheetOptions {
  readonly language: Language;
  /** Classification mark, in words. */
  readonly corner: string;
  /** Heads are the labels of fields, or their names in the file. */
  readonly heads: 'label' | 'name';
  /** Whether columns of the ellipsoid area in hectares and mu are added. */
  readonly areas: boolean;
  readonly onFeature: () => void;
}

/** A layer as a sheet: a head that stays, a row a feature, areas of polygons at the end. */
export function layerSheet(layer: OutLayer, options: LayerSheetOptions): SheetOut {
  const { language } = options;
  const area = options.areas ? outArea(layer) : null;
  const units = area === null ? [] : (['ha', 'mu'] as const);
  const heads = unique([
    ...layer.fields.map((field) => (options.heads === 'label' ? field.label : field.name)),
    ...units.map((unit) => text(language, 'sheet.area', { unit: text(language, `unit.${unit}`) })),
  ]);
  const styles = layer.fields.map(styleOf);
  const areaStyles = { ha: decimals(4), mu: decimals(2) } as const;
  const rows = async function* (): AsyncGenerator<RowOut> {
    yield { cells: heads.map((value) => ({ value, style: HEAD_STYLE })), height: 30 };
    for await (const feature of layer.features()) {
      options.onFeature();
      const areaM2 = area?.(feature) ?? null;
      yield {
        cells: [
          ...layer.fields.map((field, i) => cellOf(feature.values[i] ?? null, field, styles[i])),
          ...units.map((unit) =>
            areaM2 === null
              ? null
              : {
                  value: Number((areaM2 / M2_PER[unit]).toFixed(unit === 'ha' ? 4 : 2)),
                  style: areaStyles[unit],
                },
          ),
        ],
      };
    }
  };
  return {
    name: layer.title,
    widths: heads.map((head, i) => {
      const field = layer.fields[i];
      return field === undefined ? 14 : widthOfField(field, head);
    }),
    frozen: 1,
    print: {
      paper: 'A4',
      landscape: true,
      repeat: [1, 1],
      corner: options.corner,
      foot: text(language, 'sheet.page'),
    },
    rows: rows(),
  };
}
