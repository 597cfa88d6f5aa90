import { roleOfName } from './column-roles.ts';
import type { SheetRow } from './sheet-row.ts';

/** What a line between the points of a table says of the plot that follows, by the words it uses. */
export type FrameValues = ReadonlyMap<string, string>;

const PAIR = /^\s*([\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z（）()²2 ]{0,19}?)\s*[:：]\s*(.*)$/u;
/** Longer texts are no statement about a plot. */
const MAX_TEXT = 200;
/** Two blanks, or more, part two statements in one cell. */
const PARTS = /\s{2,}|[\t　]+/;

function pairsIn(row: SheetRow): [string, string][] {
  const pairs: [string, string][] = [];
  let waiting: string | null = null;
  for (const cell of row.cells) {
    if (cell === null || (typeof cell === 'string' && cell.length > MAX_TEXT)) continue;
    for (const part of typeof cell === 'string' ? cell.split(PARTS) : [String(cell)]) {
      const match: RegExpExecArray | null = PAIR.exec(part);
      if (match !== null) {
        const [, key = '', value = ''] = match;
        if (value.trim() === '') waiting = key;
        else {
          pairs.push([key, value.trim()]);
          waiting = null;
        }
      } else if (waiting !== null && part.trim() !== '' && roleOfName(part) === null) {
        pairs.push([waiting, part.trim()]);
        waiting = null;
      } else if (['plot', 'plot-name'].includes(roleOfName(part) ?? '')) {
        // A name of its own cell, its value in the next: 地块编号 | DK001.
        waiting = part.trim();
      }
    }
  }
  return pairs;
}

/** The head of a plot within a table of points (`地块编号：甲-01  地块名称：…`); null for a row that is none. */
export function readFrame(row: SheetRow): FrameValues | null {
  const pairs = pairsIn(row);
  const isPlot = pairs.some(([key]) => ['plot', 'plot-name'].includes(roleOfName(key) ?? ''));
  return isPlot ? new Map(pairs) : null;
}
