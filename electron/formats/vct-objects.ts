import type { VctCursor } from './vct-cursor.ts';
import {
  createParts,
  END,
  ID,
  objectBody,
  type Draft,
  type Lines,
  type VctDialect,
  type VctFault,
} from './vct-parts.ts';
import type { VctGeometry } from './vct-schema.ts';

/** An object as it stands, its coordinates by where they are in the file. */
export interface VctObject {
  readonly id: string;
  readonly code: string;
  /** Line of its id, from 1, and the last line that was read or passed over as part of it. */
  readonly line: number;
  readonly last: number;
  readonly fault: VctFault | null;
  /** True when the section ended before its end was found: what came after it may be lost too. */
  readonly isCut: boolean;
  /** Begin and end of runs of coordinate lines: rings, pieces of a line, points. */
  readonly runs: readonly (readonly [from: number, to: number])[];
  /** Ids of the lines around a polygon, with `-` where they run the other way and `0` between rings; null where it has coordinates. */
  readonly refs: readonly string[] | null;
}

/** Reads the lines of one section. */
export interface VctObjectReader {
  line(cursor: VctCursor): void;
  /** The section ended. */
  end(): void;
}

/**
 * All objects of a section: id, code, style, what depends on the geometry, and `0`, which old files (and careless new
 * ones) leave out: then the id of the next object stands there.
 */
function* sectionLines(
  geometry: VctGeometry,
  dialect: VctDialect,
  open: (draft: Draft) => void,
  close: () => void,
): Lines<never> {
  const parts = createParts(dialect.separator);
  let cursor = yield;
  for (;;) {
    const id = cursor.text() ?? '';
    if (id === END) {
      cursor = yield;
      continue;
    }
    const { line } = cursor;
    const draft: Draft = { id, code: '', line, runs: [], refs: null, fault: null, isWhole: false };
    open(draft);
    draft.isWhole = (yield* objectBody(geometry, dialect, parts, draft)) !== null;
    if (draft.isWhole) {
      cursor = yield;
      draft.isWhole = ID.test(cursor.text() ?? '');
      if (!draft.isWhole) parts.misfit(cursor.text());
    }
    if (!draft.isWhole) {
      draft.fault = parts.state.fault;
      while (!parts.state.isEnd) {
        cursor = yield;
        parts.state.isEnd = cursor.text() === END;
      }
    }
    close();
    if (!draft.isWhole) cursor = yield;
  }
}

/**
 * Reads the objects of a section. An object that does not follow the grammar is given with a fault, and reading goes on
 * after the next line that is `0` alone.
 */
export function createObjectReader(
  geometry: VctGeometry,
  dialect: VctDialect,
  emit: (object: VctObject) => void,
): VctObjectReader {
  let open: Draft | null = null;
  let line = 0;
  const close = (atEnd: boolean): void => {
    if (open === null) return;
    const { isWhole, fault, ...object } = open;
    const isCut = atEnd && !isWhole;
    emit({ ...object, fault: fault ?? (isCut ? 'vct-object' : null), isCut, last: line });
    open = null;
  };
  const routine = sectionLines(
    geometry,
    dialect,
    (draft) => {
      open = draft;
    },
    () => close(false),
  );
  routine.next();
  return {
    line: (cursor) => {
      ({ line } = cursor);
      routine.next(cursor);
    },
    end: () => close(true),
  };
}
