import { codeEntry } from '../../../shared/model/code-list.ts';
import { conversionAnswer } from '../../../shared/rules/matrix.ts';
import type { Matrices } from '../../../shared/rules/rule.ts';

/** A cell as it is drawn: its own relation, or the one it takes over from a shorter class prefix. */
export interface MatrixCellView {
  readonly relation: string | null;
  readonly inherited: boolean;
  /** Text of its condition or note, source and mark; null where it has no row of its own. */
  readonly beside: {
    readonly condition: string;
    readonly source: string;
    readonly verified: 'yes' | 'practice' | 'no';
  } | null;
}

type Zones = Matrices['zone_compatibility'];

/** Zones that have rows, and classes that have columns: in the order of their codes. */
export function zoneAxes(rows: Zones): {
  readonly zones: readonly string[];
  readonly classes: readonly string[];
} {
  const sorted = (codes: readonly string[]): string[] => [...new Set(codes)].sort();
  return { zones: sorted(rows.map(({ zone }) => zone)), classes: sorted(rows.map((row) => row.class)) };
}

/** First-level zone of a zone: what the table is filtered by. */
export const zoneGroup = (zone: string): string =>
  codeEntry('planning_zone', zone)?.parent === null ? zone : `${zone.slice(0, 1)}00`;

/** Cells of the zone matrix by zone and class; the longest class prefix with a row decides. */
export function zoneCells(rows: Zones, language: 'zh-CN' | 'en') {
  const byCell = new Map(rows.map((row) => [`${row.zone} ${row.class}`, row]));
  return (zone: string, landClass: string): MatrixCellView => {
    const own = byCell.get(`${zone} ${landClass}`);
    if (own !== undefined) {
      const { relation, verified, source } = own;
      return {
        relation,
        inherited: false,
        beside: { condition: own.condition?.[language] ?? '', source, verified },
      };
    }
    for (let length = landClass.length - 1; length > 1; length--) {
      const above = byCell.get(`${zone} ${landClass.slice(0, length)}`);
      if (above !== undefined) return { relation: above.relation, inherited: true, beside: null };
    }
    return { relation: null, inherited: false, beside: null };
  };
}

/** Cells of the industry matrix by `function class` and kind of park. */
export function industryCells(rows: Matrices['function_industry'], language: 'zh-CN' | 'en') {
  const byCell = new Map(rows.map((row) => [`${row.function} ${row.industryClass} ${row.parkKind}`, row]));
  return (row: string, kind: string): MatrixCellView => {
    const own = byCell.get(`${row} ${kind}`);
    if (own === undefined) return { relation: null, inherited: false, beside: null };
    const { relation, verified, source, note } = own;
    return { relation, inherited: false, beside: { condition: note?.[language] ?? '', source, verified } };
  };
}

/** Cells of the conversion table at one place (`*`: anywhere), by use before and use after. */
export function conversionCells(rows: Matrices['conversion'], inside: string, language: 'zh-CN' | 'en') {
  return (from: string, to: string): MatrixCellView => {
    const row = conversionAnswer(rows, from, to, inside === '*' ? [] : [inside]);
    if (row === null) return { relation: null, inherited: false, beside: null };
    const own = row.from === from && row.to === to && row.inside === inside;
    const { relation, condition, citation, source } = row;
    const basis = citation.text === '' ? source : citation.text;
    return {
      relation,
      inherited: !own,
      beside: { condition: condition[language], source: basis, verified: citation.verified },
    };
  };
}

/** Where the keyboard goes from a cell; null for keys that do not move. */
export function moveCell(
  key: string,
  at: readonly [row: number, column: number],
  size: readonly [rows: number, columns: number],
): readonly [number, number] | null {
  const [row, column] = at;
  const [rows, columns] = size;
  const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  switch (key) {
    case 'ArrowDown':
      return [within(row + 1, rows), column];
    case 'ArrowUp':
      return [within(row - 1, rows), column];
    case 'ArrowRight':
      return [row, within(column + 1, columns)];
    case 'ArrowLeft':
      return [row, within(column - 1, columns)];
    case 'Home':
      return [row, 0];
    case 'End':
      return [row, columns - 1];
    default:
      return null;
  }
}
