import type { VctCursor } from './vct-cursor.ts';
import type { VctForm } from './vct-head.ts';
import type { VctGeometry } from './vct-schema.ts';

/**
 * Why an object cannot be used: `vct-object` it does not follow the grammar, `vct-curve` it has arcs or other curves,
 * `vct-indirect` it is made of other objects than lines. Suffix of `import.note.<code>`.
 */
export type VctFault = 'vct-object' | 'vct-curve' | 'vct-indirect';

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

/** What the grammar of objects depends on. */
export interface VctDialect {
  readonly form: VctForm;
  readonly separator: string;
  /** Old files: 0 when polygons have coordinates of their own. */
  readonly topology: number;
}

/** Reads the lines of one section. */
export interface VctObjectReader {
  line(cursor: VctCursor): void;
  /** The section ended. */
  end(): void;
}

/** Most lines around one polygon. */
const MAX_REFS = 1_000_000;
const POLYLINE = '11';
const END = '0';
const ID = /^\d{1,20}$/;

type Run = [from: number, to: number];
/** A routine that is given line after line. */
type Lines<T> = Generator<undefined, T, VctCursor>;

interface Draft {
  id: string;
  code: string;
  line: number;
  runs: Run[];
  refs: string[] | null;
  fault: VctFault | null;
  /** Everything but its end has been read. */
  isWhole: boolean;
}

/**
 * The parts of objects. Each gives null where the lines are not what they should be, after noting the fault and
 * whether the line that was read last is the `0` that ends an object.
 */
function createParts(separator: string) {
  const mark = separator.charCodeAt(0);
  const state: { fault: VctFault; isEnd: boolean } = { fault: 'vct-object', isEnd: false };
  const misfit = (text: string | null, fault: VctFault = 'vct-object'): null => {
    state.fault = fault;
    state.isEnd = text === END;
    return null;
  };
  function* text(): Lines<string | null> {
    return (yield).text() ?? misfit(null);
  }
  function* count(): Lines<number | null> {
    const value = yield* text();
    return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : misfit(value);
  }
  /** A run of lines with coordinates; at least one. */
  function* run(number: number): Lines<Run | null> {
    let [from, to] = [-1, -1];
    for (let k = 0; k < Math.max(1, number); k++) {
      const cursor = yield;
      if (!cursor.has(mark)) return misfit(cursor.text());
      if (from < 0) ({ from } = cursor);
      ({ to } = cursor);
    }
    return [from, to];
  }
  /** Number of points, and then they. */
  function* countedRun(): Lines<Run | null> {
    const number = yield* count();
    return number === null ? null : yield* run(number);
  }
  /** Number of ids, zeros between rings counted, and then they, several on a line. */
  function* refs(): Lines<string[] | null> {
    const number = yield* count();
    if (number === null) return null;
    if (number === 0 || number > MAX_REFS) return misfit(null);
    const all: string[] = [];
    let lines = 0;
    while (all.length < number) {
      const line = yield* text();
      if (line === null) return null;
      // Alone on a line 0 is the end of the object, unless every id so far had a line of its own.
      if (line === END && (lines === 0 || all.length !== lines)) return misfit(line);
      lines++;
      for (const part of line.split(separator)) {
        const id = part.trim();
        if (id !== '' && !/^[-+]?\d{1,20}$/.test(id)) return misfit(line);
        if (id !== '') all.push(id);
      }
    }
    return all.length === number ? all : misfit(null);
  }
  return { mark, state, misfit, text, count, run, countedRun, refs };
}

type Parts = ReturnType<typeof createParts>;

/** What stands between the style and the end of a point: kind, positions (their number may come first). */
function* pointBody({ mark, misfit, text, run }: Parts, draft: Draft): Lines<true | null> {
  const type = yield* text();
  if (type === null) return null;
  const cursor = yield;
  let number = type === '3' ? 2 : 1;
  let first: Run | null;
  if (cursor.has(mark)) first = [cursor.from, cursor.to];
  else {
    const stated = cursor.text();
    if (stated === null || !/^\d{1,9}$/.test(stated) || Number(stated) === 0) return misfit(stated);
    number = Number(stated);
    first = yield* run(1);
  }
  if (first === null) return null;
  if (number > 1) {
    const rest = yield* run(number - 1);
    if (rest === null) return null;
    // The second position of a directed point (3) is its direction.
    if (type !== '3') first = [first[0], rest[1]];
  }
  draft.runs.push(first);
  return true;
}

function* oldLineBody({ state, text, countedRun }: Parts, draft: Draft): Lines<true | null> {
  const type = yield* text();
  if (type === null) return null;
  const run = yield* countedRun();
  if (run === null) return null;
  draft.runs.push(run);
  if (type === '1') return true;
  // Arcs and splines have their points read and are then at their end.
  state.fault = 'vct-curve';
  state.isEnd = true;
  return null;
}

function* pieces({ misfit, text, count, countedRun }: Parts, draft: Draft): Lines<true | null> {
  const number = yield* count();
  if (number === null) return null;
  for (let k = 0; k < number; k++) {
    const kind = yield* text();
    if (kind === null) return null;
    if (kind !== POLYLINE) return misfit(kind, /^1[2-7]$/.test(kind) ? 'vct-curve' : 'vct-object');
    const run = yield* countedRun();
    if (run === null) return null;
    draft.runs.push(run);
  }
  return draft.runs.length > 0 ? true : misfit(null);
}

function* lineBody(parts: Parts, draft: Draft): Lines<true | null> {
  const type = yield* parts.text();
  if (type === '1') return yield* pieces(parts, draft);
  return type === null ? null : parts.misfit(type, type === '100' ? 'vct-indirect' : 'vct-object');
}

/** Label, then the lines around it, or rings each with its number of points, up to a number of 0. */
function* oldPolygonBody(parts: Parts, draft: Draft, topology: number): Lines<true | null> {
  if ((yield* parts.run(1)) === null) return null;
  if (topology > 0) {
    draft.refs = yield* parts.refs();
    return draft.refs === null ? null : true;
  }
  for (;;) {
    const number = yield* parts.count();
    if (number === null) return null;
    if (number === 0) break;
    const run = yield* parts.run(number);
    if (run === null) return null;
    draft.runs.push(run);
  }
  return draft.runs.length > 0 ? true : parts.misfit(END);
}

function* polygonBody(parts: Parts, draft: Draft): Lines<true | null> {
  const type = yield* parts.text();
  if (type === null) return null;
  if (type !== '1' && type !== '100') return parts.misfit(type);
  if ((yield* parts.run(1)) === null) return null;
  if (type === '1') return yield* pieces(parts, draft);
  const made = yield* parts.text();
  if (made === null) return null;
  if (made !== '21') return parts.misfit(made, made === '22' ? 'vct-indirect' : 'vct-object');
  draft.refs = yield* parts.refs();
  return draft.refs === null ? null : true;
}

function* objectBody(
  geometry: VctGeometry,
  { form, topology }: VctDialect,
  parts: Parts,
  draft: Draft,
): Lines<true | null> {
  if (!ID.test(draft.id)) return parts.misfit(draft.id);
  const code = yield* parts.text();
  if (code === null) return null;
  draft.code = code;
  // Layer name of old files, style of new ones.
  if ((yield* parts.text()) === null) return null;
  if (geometry === 'point') return yield* pointBody(parts, draft);
  if (geometry === 'line') return yield* form === 'new' ? lineBody(parts, draft) : oldLineBody(parts, draft);
  return yield* form === 'new' ? polygonBody(parts, draft) : oldPolygonBody(parts, draft, topology);
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
