import type { RecordRef } from '../../../shared/model/record.ts';
import { BorderGraph } from '../../../shared/geometry/border-graph.ts';
import { edgeTreeOf } from '../../../shared/geometry/edge-tree.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { ParsedFeature, ParsedFeatures } from './parsed.ts';
import type { Reader } from './reader-types.ts';

/** Side of a square that is read at once, steps: about 400 m. */
const CELL = 4_000_000;
/** Features up to this many points are taken whole; of larger ones only what lies in a square. */
const WHOLE = 512;
/** The net is begun anew when it has grown beyond this many edges. */
const MOST_EDGES = 3_000_000;

/**
 * The net of borders of some layers in one state of the file, read square by square where a search comes by, and kept
 * for the next search: while the pointer moves hardly anything is read.
 */
export interface BorderNet {
  readonly graph: BorderGraph;
  /** Reads the square around a place unless it was; gives how many features that brought. */
  meet(x: number, y: number): number;
}

export function borderNet(
  reader: Reader,
  parsed: ParsedFeatures,
  layers: readonly string[],
  exclude: ReadonlySet<string>,
): BorderNet {
  const graph = new BorderGraph();
  const read = new Set<string>();
  const whole = new Set<string>();

  const take = ({ layer, fid, geometry }: ParsedFeature, box: Box): void => {
    const { xy, rings, kind } = geometry;
    if (kind === 'point') return;
    const add = (i: number): void =>
      graph.add(
        toSteps(xy[2 * i]!),
        toSteps(xy[2 * i + 1]!),
        toSteps(xy[2 * i + 2]!),
        toSteps(xy[2 * i + 3]!),
      );
    if (xy.length / 2 > WHOLE) {
      const tree = edgeTreeOf(geometry);
      const [west, south, east, north] = box.map(toSteps) as [number, number, number, number];
      const groups = tree.found.subarray(0, tree.query(west, south, east, north));
      for (const group of groups) for (let i = tree.groupStart(group); i < tree.groupEnd(group); i++) add(i);
      return;
    }
    const key = `${layer}/${fid}`;
    if (whole.has(key)) return;
    whole.add(key);
    for (let ring = 0; ring + 1 < rings.length; ring++)
      for (let i = rings[ring]!; i < rings[ring + 1]! - 1; i++) add(i);
  };

  return {
    graph,
    meet: (x, y) => {
      const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
      const key = `${column},${row}`;
      if (read.has(key)) return 0;
      read.add(key);
      const box: Box = [
        fromSteps(column * CELL),
        fromSteps(row * CELL),
        fromSteps((column + 1) * CELL),
        fromSteps((row + 1) * CELL),
      ];
      let count = 0;
      for (const layer of layers) {
        for (const feature of parsed.near(reader, layer, box)) {
          if (exclude.has(`${feature.layer}/${feature.uid}`)) continue;
          take(feature, box);
          count += 1;
        }
      }
      return count;
    },
  };
}

export interface BorderNets {
  /** The net of these layers in the state the file has now. To be asked, and used, within one snapshot. */
  of(reader: Reader, layers: readonly string[], exclude: readonly RecordRef[]): BorderNet;
  clear(): void;
}

/** Keeps the net that was used last. */
export function borderNets(parsed: ParsedFeatures): BorderNets {
  let kept: { readonly key: string; readonly net: BorderNet } | null = null;
  return {
    of: (reader, layers, exclude) => {
      const left = exclude.map(({ table, uid }) => `${table}/${uid}`);
      const key = [reader.rev(), ...layers, '-', ...left].join(' ');
      if (kept?.key !== key || kept.net.graph.edgeCount > MOST_EDGES)
        kept = { key, net: borderNet(reader, parsed, layers, new Set(left)) };
      return kept.net;
    },
    clear: () => {
      kept = null;
    },
  };
}
