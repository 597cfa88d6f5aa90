import { EdgeList } from './edge-list.ts';
import { edgesTouch } from './exact-turn.ts';
import type { Operand } from './kernel-operand.ts';
import type { Packed } from './packed.ts';

/** How many small polygons are remembered; one is usually overlaid with several others in a row. */
const SLOTS = 4;

/**
 * A large polygon is looked through when it was asked for once for so many of its points: looking costs as much as it
 * saves a question times that.
 */
const POINTS_A_QUESTION = 16;

/**
 * Tells of polygons whether their edges meet nowhere but in following each other, so that only edges of
 * different polygons need to be compared. "No" may also mean "not looked yet": nothing but speed hangs on it.
 */
export class SimpleMemo {
  private readonly list = new EdgeList();
  private readonly polygons: (Packed | undefined)[] = Array.from({ length: SLOTS });
  private turn = 0;
  private readonly touch = (i: number, j: number): boolean => {
    const { ax, ay, bx, by } = this.list;
    return edgesTouch(ax[i]!, ay[i]!, bx[i]!, by[i]!, ax[j]!, ay[j]!, bx[j]!, by[j]!);
  };

  /** @param operand has the polygon loaded */
  knows(packed: Packed, operand: Operand): boolean {
    const { tree } = operand;
    if (tree !== undefined) {
      tree.asked++;
      if (tree.asked === Math.ceil(packed.xy.length / 2 / POINTS_A_QUESTION)) {
        tree.simple = this.isSimple(operand);
      }
      return tree.simple;
    }
    for (let i = 0; i < SLOTS; i++) if (this.polygons[i] === packed) return true;
    return false;
  }

  /** Whether the edges of a polygon meet nowhere else, looked for now where it is not known. */
  finds(packed: Packed, operand: Operand): boolean {
    if (this.knows(packed, operand)) return true;
    const found = this.isSimple(operand);
    if (found) this.learn(packed, operand);
    return found;
  }

  /** Takes note of a polygon of which all edges have been compared. */
  learn(packed: Packed, operand: Operand): void {
    if (operand.tree !== undefined) {
      operand.tree.simple = true;
      return;
    }
    this.polygons[this.turn] = packed;
    this.turn = (this.turn + 1) % SLOTS;
  }

  private isSimple(operand: Operand): boolean {
    const { list } = this;
    list.clear();
    operand.collect(list, 0, -Infinity, -Infinity, Infinity, Infinity);
    return !list.forEachPair(this.touch);
  }
}
