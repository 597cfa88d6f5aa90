import { polygonAreaM2 } from '../geometry/area.ts';
import { EMPTY_BOX, isEmptyBox, unionBox } from '../geometry/box.ts';
import { isEmptyPacked, pointCount } from '../geometry/counts.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Field } from '../model/layer.ts';
import { hundredthsText, toHundredths } from './hundredths.ts';

/** What is counted and added up of a layer, so that it can be counted again from the file. */
export interface LayerFigures {
  readonly count: number;
  /** Points of all geometries; the closing points of rings count. */
  readonly vertices: number;
  /** West, south, east, north in degrees; null where nothing has a place. */
  readonly extent: Box | null;
  /** Ellipsoid areas of the shapes, each rounded to hundredths, added; m2 as a decimal text. */
  readonly areaM2: string;
  /** Sums of the stored figures in m2, by field, as decimal texts. */
  readonly sums: Readonly<Record<string, string>>;
}

/** Adds up a layer feature by feature. */
export interface FiguresMeter {
  add(value: (field: string) => unknown, geometry: Packed | null): void;
  done(): LayerFigures;
}

/** Fields whose stored figures are added: real numbers in square metres. */
export const summedFields = (fields: readonly Pick<Field, 'name' | 'type' | 'unit'>[]): readonly string[] =>
  fields.filter(({ type, unit }) => type === 'real' && unit === 'm2').map(({ name }) => name);

export function figuresMeter(summed: readonly string[]): FiguresMeter {
  let count = 0;
  let vertices = 0;
  let extent: Box = EMPTY_BOX;
  let area = 0n;
  const sums = new Map(summed.map((field) => [field, 0n]));
  return {
    add(value, geometry) {
      count += 1;
      for (const field of summed) sums.set(field, sums.get(field)! + (toHundredths(value(field)) ?? 0n));
      if (geometry === null || isEmptyPacked(geometry)) return;
      vertices += pointCount(geometry);
      extent = unionBox(extent, geometry.box);
      if (geometry.kind === 'polygon') area += toHundredths(polygonAreaM2(geometry)) ?? 0n;
    },
    done: () => ({
      count,
      vertices,
      extent: isEmptyBox(extent) ? null : extent,
      areaM2: hundredthsText(area),
      sums: Object.fromEntries([...sums].map(([field, sum]) => [field, hundredthsText(sum)])),
    }),
  };
}
