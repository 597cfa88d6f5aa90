import { escapeXml } from './cell-text.ts';
import type { CellStyle } from './out-types.ts';

/** Numbers styles in the order of their first use, and writes them down. */
export interface StyleSheet {
  /**
   * @param quoted the cell is a text that would be a formula if it were typed in: it stays a text when edited
   */
  indexOf(style: CellStyle | undefined, quoted: boolean): number;
  xml(): string;
}

/** A list without repetitions, in the order of first use. */
function createList(first: readonly string[]): { at(item: string): number; items: readonly string[] } {
  const items = [...first];
  const known = new Map(items.map((item, i) => [item, i]));
  return {
    items,
    at: (item) => {
      const found = known.get(item);
      if (found !== undefined) return found;
      known.set(item, items.length);
      return items.push(item) - 1;
    },
  };
}

const fontXml = ({ font = '宋体', size = 11, bold = false, color }: CellStyle): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/>${color === undefined ? '' : `<color rgb="FF${color}"/>`}<name val="${font}"/><charset val="134"/></font>`;

const fillXml = (fill: string | undefined): string =>
  fill === undefined
    ? '<fill><patternFill patternType="none"/></fill>'
    : `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`;

const SIDES = ['left', 'right', 'top', 'bottom'] as const;
const NO_LINES = `<border>${[...SIDES, 'diagonal'].map((side) => `<${side}/>`).join('')}</border>`;
const THIN_LINES = `<border>${SIDES.map((side) => `<${side} style="thin"><color auto="1"/></${side}>`).join('')}<diagonal/></border>`;

/** Number of the first format of one's own. */
const FIRST_FORMAT = 164;

const XMLNS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const PLAIN: CellStyle = {};

export function createStyleSheet(): StyleSheet {
  const fonts = createList([fontXml({})]);
  // The second fill is fixed by the format.
  const fills = createList([fillXml(undefined), '<fill><patternFill patternType="gray125"/></fill>']);
  const borders = createList([NO_LINES]);
  const formats = createList([]);
  const styles = createList(['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']);
  const byStyle = new WeakMap<CellStyle, [plain: number, quoted: number]>();

  const add = (style: CellStyle, quoted: boolean): number => {
    const { align, wrap = false, format, indent = 0 } = style;
    const number = format === undefined ? 0 : FIRST_FORMAT + formats.at(format);
    const alignment = `<alignment${align === undefined ? '' : ` horizontal="${align}"`}${indent === 0 ? '' : ` indent="${indent}"`} vertical="center"${wrap ? ' wrapText="1"' : ''}/>`;
    return styles.at(
      `<xf numFmtId="${number}" fontId="${fonts.at(fontXml(style))}" fillId="${fills.at(fillXml(style.fill))}" borderId="${borders.at(style.lines === true ? THIN_LINES : NO_LINES)}" xfId="0"${quoted ? ' quotePrefix="1"' : ''}${number === 0 ? '' : ' applyNumberFormat="1"'} applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`,
    );
  };

  const list = (name: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `<${name} count="${items.length}">${items.join('')}</${name}>`;

  return {
    indexOf: (style = PLAIN, quoted) => {
      let known = byStyle.get(style);
      if (known === undefined) {
        known = [style === PLAIN ? 0 : add(style, false), -1];
        byStyle.set(style, known);
      }
      if (quoted && known[1] < 0) known[1] = add(style, true);
      return known[quoted ? 1 : 0];
    },
    xml: () =>
      `<styleSheet xmlns="${XMLNS}">${list(
        'numFmts',
        formats.items.map(
          (code, i) => `<numFmt numFmtId="${FIRST_FORMAT + i}" formatCode="${escapeXml(code)}"/>`,
        ),
      )}${list('fonts', fonts.items)}${list('fills', fills.items)}${list('borders', borders.items)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${list('cellXfs', styles.items)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };
}
