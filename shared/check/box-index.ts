import Flatbush from 'flatbush';
import { boxesIntersect, unionBox, EMPTY_BOX } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';

/** Boxes that share an index: making one takes a few milliseconds. */
const TOGETHER = 8192;

interface Chunk {
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  /** Made at the first question that reaches it, or ahead of it. */
  index: Flatbush | null;
}

/**
 * An index of many boxes (four numbers each, neighbours mostly in a row), made in small pieces: a question makes
 * only the pieces it reaches, and all can be made ahead without holding anything up for long.
 */
export class BoxIndex {
  private readonly boxes: Float64Array;
  private readonly chunks: Chunk[] = [];

  constructor(boxes: Float64Array) {
    this.boxes = boxes;
    const count = boxes.length / 4;
    for (let from = 0; from < count; from += TOGETHER) {
      const to = Math.min(count, from + TOGETHER);
      let box = EMPTY_BOX;
      for (let i = from; i < to; i++) box = unionBox(box, this.at(i));
      this.chunks.push({ from, to, box, index: null });
    }
  }

  /** Numbers of the boxes that meet a box and are admitted, in no order. */
  search(box: Box, admits: (i: number) => boolean): number[] {
    const found: number[] = [];
    for (const chunk of this.chunks) {
      if (!boxesIntersect(chunk.box, box)) continue;
      const { from } = chunk;
      for (const i of this.indexOf(chunk).search(...box, (at) => admits(from + at))) found.push(from + i);
    }
    return found;
  }

  /** Makes the next piece that is not there yet; false when all are. */
  makeNext(): boolean {
    const chunk = this.chunks.find(({ index }) => index === null);
    if (chunk !== undefined) this.indexOf(chunk);
    return chunk !== undefined;
  }

  private at(i: number): Box {
    const { boxes } = this;
    return [boxes[4 * i]!, boxes[4 * i + 1]!, boxes[4 * i + 2]!, boxes[4 * i + 3]!];
  }

  private indexOf(chunk: Chunk): Flatbush {
    if (chunk.index === null) {
      const { boxes } = this;
      const index = new Flatbush(chunk.to - chunk.from);
      for (let at = 4 * chunk.from; at < 4 * chunk.to; at += 4) {
        index.add(boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!);
      }
      index.finish();
      chunk.index = index;
    }
    return chunk.index;
  }
}
