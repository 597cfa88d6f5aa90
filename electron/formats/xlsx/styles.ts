import type { Failure } from '../../../shared/result.ts';
import { XLSX_LIMITS } from './limits.ts';
import { meaningOfBuiltIn, meaningOfFormat, type NumberMeaning } from './number-format.ts';
import { readPart, refusePart } from './xml-part.ts';

/** What the number formats of a workbook make of numbers, by the number of a cell's style. */
export type StyleMeanings = readonly NumberMeaning[];

/** @returns failures of parsePart */
export async function readStyles(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly meanings: StyleMeanings; readonly failure: Failure | null }> {
  const own = new Map<number, NumberMeaning>();
  const meanings: NumberMeaning[] = [];
  let inCells = 0;
  const failure = await readPart(
    path,
    {
      open: (name, attributes, depth) => {
        if (name === 'numFmt' && attributes['formatCode'] !== undefined && own.size < XLSX_LIMITS.styles)
          own.set(Number(attributes['numFmtId']), meaningOfFormat(attributes['formatCode'].slice(0, 1024)));
        if (name === 'cellXfs' && depth === 2) inCells = depth;
        if (name !== 'xf' || inCells === 0 || depth !== inCells + 1) return;
        if (meanings.length >= XLSX_LIMITS.styles) refusePart('xlsx-too-large');
        const id = Number(attributes['numFmtId'] ?? 0);
        meanings.push(own.get(id) ?? meaningOfBuiltIn(id));
      },
      close: (name, depth) => {
        if (name === 'cellXfs' && depth === inCells) inCells = 0;
      },
    },
    signal,
  );
  return { meanings, failure };
}
