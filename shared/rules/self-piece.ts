import { emptyPacked, packFlat } from '../geometry/build-packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields } from '../model/record.ts';
import type { PieceDraft, SelfFeature, SubjectFacts } from './bound-rule.ts';
import { recordLabel } from './record-label.ts';
import type { MessageParams, Severity } from './rule.ts';

const NOTHING = emptyPacked('polygon');

/** A piece that is the feature itself: the map shows where it is by its box. */
export const wholePiece = (
  { box }: Pick<SelfFeature, 'box'>,
  severity: Severity,
  facts: Fields,
  areaM2 = 0,
): PieceDraft => ({
  other: null,
  areaM2,
  severity,
  geometry: NOTHING,
  ...(box === null ? {} : { box }),
  facts,
});

/** A piece of places, flat longitude and latitude in degrees. */
export const placesPiece = (
  places: readonly number[],
  severity: Severity,
  facts: Fields,
  areaM2 = 0,
): PieceDraft => ({
  other: null,
  areaM2,
  severity,
  geometry: packFlat(
    'point',
    Array.from({ length: places.length / 2 }, (_, i) => [places.slice(2 * i, 2 * i + 2)]),
  ),
  facts,
});

/** Whether the features of a layer have areas. */
export const hasAreas = ({ geometry }: LayerSchema): boolean =>
  geometry === 'POLYGON' || geometry === 'MULTIPOLYGON';

/** What every sentence about a single feature names: its layer, and what it is known by. */
export const subjectParams = ({ ref, fields }: SubjectFacts): MessageParams => ({
  layer: { kind: 'layer', id: ref.table },
  a: recordLabel(fields),
});
