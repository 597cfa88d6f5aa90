import type { ConversionRule, FunctionIndustry, Matrices, ZoneCompatibility } from './rule.ts';

export type MatrixName = keyof Matrices;
export const MATRICES: readonly MatrixName[] = ['zone_compatibility', 'function_industry', 'conversion'];

/** A row of a matrix as a cell: where it stands, and its relation. */
export interface MatrixCell {
  readonly matrix: MatrixName;
  readonly key: string;
  readonly cell: readonly string[];
  readonly relation: string;
  readonly row: ZoneCompatibility | FunctionIndustry | ConversionRule;
}

const cellOf: {
  readonly [M in MatrixName]: (row: Matrices[M][number]) => readonly string[];
} = {
  zone_compatibility: ({ zone, class: landClass }) => [zone, landClass],
  function_industry: (row) => [row.function, row.industryClass, row.parkKind],
  conversion: ({ from, to, inside }) => [from, to, inside],
};

function cellsOf<M extends MatrixName>(matrices: Matrices, matrix: M): MatrixCell[] {
  const seen = new Map<string, number>();
  return (matrices[matrix] as readonly Matrices[M][number][]).map((row) => {
    const cell = cellOf[matrix](row);
    const place = [matrix, ...cell].join(' ');
    // Rows that stand in the same cell (conditions by precedence) keep their order.
    const turn = seen.get(place) ?? 0;
    seen.set(place, turn + 1);
    return { matrix, key: `${place} ${turn}`, cell, relation: row.relation, row };
  });
}

/** All cells of all matrices. */
export const matrixCells = (matrices: Matrices): MatrixCell[] =>
  MATRICES.flatMap((matrix) => cellsOf(matrices, matrix));
