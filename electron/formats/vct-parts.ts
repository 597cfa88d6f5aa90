import type { VctCursor } from './vct-cursor.ts';
import type { VctForm } from './vct-head.ts';
import type { VctGeometry } from './vct-schema.ts';

/**
 * Why an object cannot be used: `vct-object` it does not follow the grammar, `vct-curve` it has arcs or other curves,
 * `vct-indirect` it is made of other objects than lines. Suffix of `import.note.<code>`.
 */
export type VctFault = 'vct-object' | 'vct-curve' | 'vct-indirect';

/** What the grammar of objects depends on. */
export interface VctDialect {
  readonly form: VctForm;
  readonly separator: string;
  /** Old files: 0 when polygons have coordinates of their own. */
  readonly topology: number;
}

/** Most lines around one polygon. */
const MAX_REFS = 1_000_000;
const POLYLINE = '11';
/** The line that ends an object. */
export const END = '0';
/** The id of an object. */
export const ID = /^\d{1,20}$/;

type Run = [from: number, to: number];
/** A routine that is given line after line. */
export type Lines<T> = Generator<undefined, T, VctCursor>;

/** An object while it is read. */
export interface Draft {
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
export function createParts(separator: string) {
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

/** Id (read before), code, style, and what depends on the geometry. */
export function* objectBody(
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
