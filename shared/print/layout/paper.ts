/** Sheets of the A series (ISO 216), upright, millimetres. */
export const PAPERS = {
  A4: [210, 297],
  A3: [297, 420],
  A2: [420, 594],
  A1: [594, 841],
  A0: [841, 1189],
} as const;
export type PaperName = keyof typeof PAPERS;
export const PAPER_NAMES = Object.keys(PAPERS) as readonly PaperName[];

export const ORIENTATIONS = ['landscape', 'portrait'] as const;
export type Orientation = (typeof ORIENTATIONS)[number];

/** The smallest and the largest side of a sheet, millimetres: A0 lengthened by half. */
export const LEAST_SIDE = 100;
export const MOST_SIDE = 1800;

export interface PaperSize {
  readonly width: number;
  readonly height: number;
}

export function paperSize(paper: PaperName, orientation: Orientation): PaperSize {
  const [short, long] = PAPERS[paper];
  return orientation === 'portrait' ? { width: short, height: long } : { width: long, height: short };
}

/** The paper and orientation of a size; undefined for a size of its own. */
export function paperOf({ width, height }: PaperSize): readonly [PaperName, Orientation] | undefined {
  for (const paper of PAPER_NAMES) {
    for (const orientation of ORIENTATIONS) {
      const size = paperSize(paper, orientation);
      if (size.width === width && size.height === height) return [paper, orientation];
    }
  }
  return undefined;
}
