import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { featureCollection, intersect, multiPolygon } from '@turf/turf';
import initGeos from 'geos-wasm';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { pairMeasurer } from '../../../shared/check/measure-pair.ts';
import type { CheckFeature } from '../../../shared/check/source.ts';
import { polygonAreaM2, ringAreaM2 } from '../../../shared/geometry/area.ts';
import type { ClipperModule, ClipperPaths } from '../../../shared/geometry/clipper-module.ts';
import { fromGeoJson, toGeoJson } from '../../../shared/geometry/geojson.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { readWkb, writeWkb } from '../../../shared/geometry/wkb.ts';
import { must } from '../../../shared/result.ts';
import type { Pair } from './pair-classes.ts';

/** A way to the common area of two polygons, m2 on the ellipsoid. */
export interface Kernel {
  readonly name: string;
  /** What may be done once for many pairs, not timed: reading into the library's own form. */
  readonly prepare: (pairs: readonly Pair[]) => (index: number) => number;
}

const sumOf = (pieces: readonly { readonly areaM2: number }[]): number =>
  pieces.reduce((sum, { areaM2 }) => sum + areaM2, 0);

async function ours(): Promise<Kernel[]> {
  const overlay = await loadOverlay();
  const feature = (layer: string, fid: number, geometry: Packed): CheckFeature => ({
    layer,
    fid,
    uid: '',
    fields: {},
    geometry,
  });
  return [
    {
      name: 'ours, areas',
      prepare: (pairs) => (i) => overlay.intersectionAreaM2(pairs[i]!.small, pairs[i]!.large),
    },
    {
      name: 'ours, pieces',
      prepare: (pairs) => (i) => sumOf(overlay.measure('intersection', pairs[i]!.small, pairs[i]!.large)),
    },
    {
      name: 'ours, pieces with region tree',
      prepare(pairs) {
        const measure = pairMeasurer(overlay);
        const features = pairs.map(
          ({ small, large }, i) => [feature('a', i, small), feature('b', i, large)] as const,
        );
        return (i) => {
          const [small, large] = features[i]!;
          return sumOf(measure(small, large));
        };
      },
    },
  ];
}

/** Units of a grid step that Clipper2 works in: the setting of the product. */
const PRECISION = 2;

async function clipper(): Promise<Kernel> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('clipper2-wasm');
  const factory = require(entry) as (options: { readonly wasmBinary: Uint8Array }) => Promise<ClipperModule>;
  const module = await factory({
    wasmBinary: await readFile(path.join(path.dirname(entry), 'clipper2z.wasm')),
  });
  const load = (packed: Packed, x0: number, y0: number): ClipperPaths => {
    const paths = new module.PathsD();
    for (let ring = 0; ring + 1 < packed.rings.length; ring++) {
      const [from, to] = [packed.rings[ring]!, packed.rings[ring + 1]! - 1];
      const triples = new Float64Array(3 * (to - from));
      for (let i = from; i < to; i++) {
        triples[3 * (i - from)] = toSteps(packed.xy[2 * i]!) - x0;
        triples[3 * (i - from) + 1] = toSteps(packed.xy[2 * i + 1]!) - y0;
      }
      const one = new module.PathD();
      one.assign(triples);
      paths.push_back(one);
      one.delete();
    }
    return paths;
  };
  return {
    name: 'Clipper2 direct',
    prepare: (pairs) => (index) => {
      const { small, large } = pairs[index]!;
      const [x0, y0] = [toSteps(small.box[0]), toSteps(small.box[1])];
      const [a, b] = [load(small, x0, y0), load(large, x0, y0)];
      const result = module.IntersectD(a, b, module.FillRule.EvenOdd, PRECISION);
      let area = 0;
      for (let i = 0; i < result.size(); i++) {
        const one = result.get(i);
        const view = one.view();
        const ring = new Float64Array((2 * view.length) / 3);
        for (let j = 0; 3 * j < view.length; j++) {
          ring[2 * j] = fromSteps(view[3 * j]! + x0);
          ring[2 * j + 1] = fromSteps(view[3 * j + 1]! + y0);
        }
        area += ringAreaM2(ring);
        one.delete();
      }
      for (const paths of [a, b, result]) paths.delete();
      return Math.abs(area);
    },
  };
}

async function geos(): Promise<Kernel> {
  const library = await initGeos({ noticeHandler: () => undefined });
  const { Module } = library;
  const malloc = (bytes: number): number => Module['_malloc'](bytes);
  const free = (at: number): void => Module['_free'](at);
  const heap = (): Uint8Array => Module.HEAPU8;
  const take = (packed: Packed): number => {
    const bytes = writeWkb(packed, { multi: true });
    const at = malloc(bytes.length);
    heap().set(bytes, at);
    const geometry = library.GEOSGeomFromWKB_buf(at, bytes.length);
    free(at);
    return geometry;
  };
  const POLYGON = 3;
  const areaOf = (geometry: number): number => {
    const size = malloc(4);
    let area = 0;
    for (let i = 0; i < library.GEOSGetNumGeometries(geometry); i++) {
      const member = library.GEOSGetGeometryN(geometry, i);
      if (library.GEOSGeomTypeId(member) !== POLYGON || library.GEOSisEmpty(member)) continue;
      const at = library.GEOSGeomToWKB_buf(member, size);
      const bytes = heap().slice(at, at + Module.getValue(size, 'i32'));
      area += polygonAreaM2(must(readWkb(bytes)));
      library.GEOSFree(at);
    }
    free(size);
    return area;
  };
  // What was read stays as long as its polygon: a benchmark ends before that matters.
  const known = new WeakMap<Packed, number>();
  return {
    name: 'geos-wasm',
    prepare(pairs) {
      const read = (packed: Packed): number => {
        const made = known.get(packed) ?? take(packed);
        known.set(packed, made);
        return made;
      };
      const read2 = pairs.map(({ small, large }) => [read(small), read(large)] as const);
      return (i) => {
        const result = library.GEOSIntersection(...read2[i]!);
        const area = areaOf(result);
        library.GEOSGeom_destroy(result);
        return area;
      };
    },
  };
}

const turf: Kernel = {
  name: 'Turf',
  prepare(pairs) {
    const feature = (packed: Packed) => {
      const geometry = toGeoJson(packed);
      if (geometry.type === 'Polygon') return multiPolygon([geometry.coordinates]);
      if (geometry.type === 'MultiPolygon') return multiPolygon(geometry.coordinates);
      throw new Error(geometry.type);
    };
    const both = pairs.map(({ small, large }) => featureCollection([feature(small), feature(large)]));
    return (i) => {
      const shared = intersect(both[i]!);
      return shared === null ? 0 : polygonAreaM2(must(fromGeoJson(shared.geometry)));
    };
  },
};

/** All ways, ours first. */
export const kernels = async (): Promise<Kernel[]> => [
  ...(await ours()),
  await clipper(),
  await geos(),
  turf,
];
