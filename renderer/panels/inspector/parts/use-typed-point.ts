import { useEffect, useMemo, useRef, useState } from 'react';
import { formatBearing } from '../../../../shared/crs/angle.ts';
import { parsePoint } from '../../../../shared/crs/coordinate-text.ts';
import type { CoordinateContext } from '../../../../shared/crs/readings.ts';
import { parseBearing, parseLength } from '../../../../shared/crs/step-text.ts';
import { toZoneXY } from '../../../../shared/crs/zone-xy.ts';
import { pointAt, segmentOf, type LonLat } from '../../../../shared/geometry/geodesic.ts';
import type { Constraint } from '../../../../shared/map/constrain.ts';
import type { Failure, Result } from '../../../../shared/result.ts';
import { useTool } from '../../../state/tool.ts';

/** The fields: two of the position (X and Y, or longitude and latitude), and two of the way from the last point. */
export type EntryField = 'first' | 'second' | 'length' | 'bearing';
type Texts = Readonly<Record<EntryField, string | null>>;
const NONE: Texts = { first: null, second: null, length: null, bearing: null };
const PARTNER: Readonly<Record<EntryField, EntryField>> = {
  first: 'second',
  second: 'first',
  length: 'bearing',
  bearing: 'length',
};

interface Kept {
  readonly points: readonly LonLat[] | undefined;
  readonly plane: boolean;
  readonly texts: Texts;
}

const read = <T>(text: string | null, parse: (text: string) => Result<T>): Result<T> | null =>
  text === null || text.trim() === '' ? null : parse(text);

/** What the pointer says for each field. */
function followed(
  cursor: LonLat | null,
  last: LonLat | undefined,
  context: CoordinateContext,
  plane: boolean,
): Readonly<Record<EntryField, string>> {
  const none = { first: '', second: '', length: '', bearing: '' };
  if (cursor === null) return none;
  const xy = plane && context.zone !== null ? toZoneXY(cursor[0], cursor[1], context.zone) : null;
  const way = last === undefined ? null : segmentOf(last, cursor);
  return {
    first: xy === null ? cursor[0].toFixed(7) : xy.x.toFixed(2),
    second: xy === null ? cursor[1].toFixed(7) : xy.y.toFixed(2),
    length: way === null ? '' : way.lengthM.toFixed(2),
    bearing: way === null ? '' : formatBearing(way.bearingDeg),
  };
}

/** The next point of the sketch as it is typed; what is typed for its way there holds the pointer to it. */
export function useTypedPoint(context: CoordinateContext, plane: boolean) {
  const points = useTool((state) => state.sketch.current?.points);
  const cursor = useTool((state) => state.cursor);
  // What is typed is for one next point: one that was set, by whatever means, ends it.
  const [kept, setKept] = useState<Kept>({ points, plane, texts: NONE });
  const typed = kept.points === points && kept.plane === plane ? kept.texts : NONE;
  const setTyped = (texts: Texts): void => setKept({ points, plane, texts });
  const inputs = {
    first: useRef<HTMLInputElement>(null),
    second: useRef<HTMLInputElement>(null),
    length: useRef<HTMLInputElement>(null),
    bearing: useRef<HTMLInputElement>(null),
  };
  const last = points?.at(-1);
  const length = useMemo(() => read(typed.length, parseLength), [typed.length]);
  const bearing = useMemo(() => read(typed.bearing, parseBearing), [typed.bearing]);
  const lengthM = length?.ok ? length.value : undefined;
  const bearingDeg = bearing?.ok ? bearing.value : undefined;

  useEffect(() => {
    const constraint: Constraint = {
      ...(lengthM === undefined ? {} : { lengthM }),
      ...(bearingDeg === undefined ? {} : { bearingDeg }),
    };
    useTool.getState().setConstraint(constraint);
  }, [lengthM, bearingDeg]);
  useEffect(() => () => useTool.getState().setConstraint({}), []);

  const { first, second } = typed;
  const position =
    first === null || second === null
      ? null
      : parsePoint(plane ? `X ${first}, Y ${second}` : `L ${first}, B ${second}`, context);
  const polar =
    last === undefined || lengthM === undefined || bearingDeg === undefined
      ? null
      : pointAt(last, lengthM, bearingDeg);
  const at: LonLat | null = position?.ok ? position.value.at : position === null ? polar : null;
  const failure = firstError([position, length, bearing]);

  const add = (): boolean => {
    if (at === null) return false;
    useTool.getState().sketchAction({ type: 'add', point: at });
    return true;
  };
  return {
    typed,
    following: followed(cursor, last, context, plane),
    inputs,
    hasLast: last !== undefined,
    at,
    failure,
    inside: at === null || context.inside === null ? null : context.inside(at),
    wrong: {
      first: position?.ok === false,
      second: position?.ok === false,
      length: length?.ok === false,
      bearing: bearing?.ok === false,
    },
    set: (field: EntryField, text: string | null): void => setTyped({ ...typed, [field]: text }),
    /** Both fields of a position at once. */
    fill: (both: readonly [string, string]): void => setTyped({ ...NONE, first: both[0], second: both[1] }),
    add,
    /** Enter in a field: sets the point when it is all there, else goes on to the field beside it. */
    enter: (field: EntryField): void => {
      const group: EntryField = field === 'length' || field === 'bearing' ? 'length' : 'first';
      if (add()) inputs[group].current?.focus();
      else if (typed[PARTNER[field]] === null) inputs[PARTNER[field]].current?.focus();
    },
  };
}

function firstError(results: readonly (Result<unknown> | null)[]): Failure | null {
  for (const result of results) if (result !== null && !result.ok) return result.error;
  return null;
}
