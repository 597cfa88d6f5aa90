import { z } from 'zod';
import { boxContains, boxContainsXY, expandBox } from '../../geometry/box.ts';
import { WORLD } from '../../geometry/grid.ts';
import { distanceM } from '../../geometry/measure.ts';
import type { Box, Packed } from '../../geometry/packed.ts';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { subjectParams, wholePiece } from '../self-piece.ts';
import { onlyThresholds } from './params.ts';

interface Far {
  readonly x: number;
  readonly y: number;
  readonly metres: number;
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** The vertex farthest from a box, with metres between them. */
function farthest({ xy }: Packed, [west, south, east, north]: Box): Far {
  let best: Far = { x: NaN, y: NaN, metres: 0 };
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i]!;
    const y = xy[i + 1]!;
    const metres = distanceM(x, y, clamp(x, west, east), clamp(y, south, north));
    if (metres > best.metres) best = { x, y, metres };
  }
  return best;
}

/** Metres in a degree are never more. */
const MOST_M = 111_700;

/** A box all of which lies within `metres` of `county`: at its corners a margin counts in both directions. */
const surelyNear = (county: Box, metres: number): Box => expandBox(county, (metres * Math.SQRT1_2) / MOST_M);

const isPlace = (x: number, y: number): boolean => boxContainsXY(WORLD, x, y);

/** 坐标超出合理范围: a vertex too far from the county, as a wrong zone number makes it, or no place at all. */
export const outsideExtent = defineSelf({
  id: 'outside-extent',
  params: onlyThresholds({ buffer_km: z.number().nonnegative() }),
  messages: ['outside-extent', 'not-a-place'],
  appliesTo: ({ geometry }) => geometry !== null,
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  readsWorld: true,
  evaluate(feature, _schema, { thresholds }, severity, { countyBox }) {
    const { geometry } = feature;
    if (geometry === null || geometry.xy.length === 0) return [];
    for (let i = 0; i < geometry.xy.length; i += 2) {
      if (!isPlace(geometry.xy[i]!, geometry.xy[i + 1]!)) {
        return [wholePiece(feature, severity, { message: 'not-a-place' })];
      }
    }
    const buffer = 1000 * thresholds.buffer_km;
    if (countyBox === null || boxContains(surelyNear(countyBox, buffer), geometry.box)) return [];
    const { x, y, metres } = farthest(geometry, countyBox);
    if (metres <= buffer) return [];
    return [wholePiece(feature, severity, { message: 'outside-extent', x, y, distance_m: metres })];
  },
  sentences(subject, pieces) {
    const piece = pieces[0]!;
    if (piece.facts['message'] === 'not-a-place') {
      return [{ key: 'not-a-place', params: subjectParams(subject) }];
    }
    return [
      {
        key: 'outside-extent',
        params: {
          ...subjectParams(subject),
          place: { kind: 'place', lon: numberFact(piece, 'x'), lat: numberFact(piece, 'y') },
          dist: { kind: 'length', m: numberFact(piece, 'distance_m'), unit: 'km' },
        },
      },
    ];
  },
});
