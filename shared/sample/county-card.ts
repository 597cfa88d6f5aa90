import { TOWNSHIPS } from './figures.ts';
import { centroidOf, inside, insidePoint, type Flat } from './kernel/ring.ts';
import { countyOutline, townshipRings } from './place/county.ts';
import { MAIN_RIVER } from './place/network-data.ts';

/** A picture of the sample county: lengths in hundreds of metres, x east and y south from its north-west corner. */
export interface CountyCard {
  readonly width: number;
  readonly height: number;
  /** SVG path data. */
  readonly county: string;
  readonly river: string;
  readonly townships: readonly {
    readonly name: string;
    readonly mainFunction: 'urbanised' | 'agricultural' | 'ecological';
    readonly path: string;
    /** Where the name stands. */
    readonly at: readonly [number, number];
  }[];
}

/** Metres of one unit of the picture. */
const UNIT = 100;

/** A line bent through the middles of its segments. */
function curve(points: readonly (readonly [number, number])[]): string {
  const [first = [0, 0], ...rest] = points;
  const bends = rest.slice(0, -1).map(([x, y], i) => {
    const [nextX, nextY] = rest[i + 1]!;
    return `Q${x} ${y} ${(x + nextX) / 2} ${(y + nextY) / 2}`;
  });
  const [endX, endY] = rest.at(-1) ?? first;
  return `M${first[0]} ${first[1]}${bends.join('')}L${endX} ${endY}`;
}

/**
 * Draws the county line and the townships for the start screen. Every vertex is rounded to the same unit, so that
 * neighbours keep their common border. Takes about a second: its result is kept in `resources/sample`.
 */
export function countyCard(seed: number): CountyCard {
  const outline = countyOutline(seed);
  const xs = outline.filter((_, i) => i % 2 === 0);
  const ys = outline.filter((_, i) => i % 2 === 1);
  const west = Math.min(...xs);
  const north = Math.max(...ys);
  const place = (x: number, y: number): [number, number] => [
    Math.round((x - west) / UNIT),
    Math.round((north - y) / UNIT),
  ];
  const path = (line: Flat): string => {
    let text = '';
    let last: [number, number] | null = null;
    for (let i = 0; i < line.length; i += 2) {
      const [x, y] = place(line[i]!, line[i + 1]!);
      if (last === null) text += `M${x} ${y}l`;
      else if (x !== last[0] || y !== last[1]) text += `${x - last[0]} ${y - last[1]} `;
      last = [x, y];
    }
    return `${text.trim()}z`;
  };
  const [width, height] = place(Math.max(...xs), Math.min(...ys));
  return {
    width,
    height,
    county: path(outline),
    river: curve(MAIN_RIVER.map(([x, y]) => place(x * 1000, y * 1000))),
    townships: townshipRings(outline, seed).map((ring, code) => {
      const { name, mainFunction } = TOWNSHIPS[code]!;
      const middle = centroidOf(ring);
      const [x, y] = inside(ring, middle[0], middle[1]) ? middle : insidePoint(ring);
      return { name, mainFunction, path: path(ring), at: place(x, y) };
    }),
  };
}
