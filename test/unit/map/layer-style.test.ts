import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classBreaks, classCounts, type Weighted } from '../../../shared/map/class-breaks.ts';
import { layerStyle, parseStyle } from '../../../shared/map/layer-style-schema.ts';
import { classesOf, qualitativeColor, rampColors, RAMPS } from '../../../shared/map/palettes.ts';
import { styledSymbol } from '../../../shared/map/styled-symbol.ts';
import { layerSymbol } from '../../../shared/map/symbols.ts';
import { tileFields } from '../../../shared/map/tile-fields.ts';
import { BUILTIN_LAYERS, builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { STANDARD_STYLE, styleAfterField, type LayerStyle } from '../../../shared/model/layer-style.ts';

const park = builtinLayer('industrial_park')!;
const categorised: LayerStyle = {
  ...STANDARD_STYLE,
  renderer: {
    kind: 'categorised',
    field: 'park_level',
    other: null,
    classes: [{ values: ['county', 'city'], color: '#112233', label: null }],
  },
  labels: { fields: ['name', 'announced_area_ha'], size: 14, halo: 2, scale: { min: 50_000, max: null } },
};

describe('a style of a layer', () => {
  it('that says nothing is the standard symbol of every layer', () => {
    for (const schema of BUILTIN_LAYERS) {
      if (schema.geometry === null) continue;
      expect(styledSymbol({ schema, style: null })).toEqual(layerSymbol(schema.id, schema.geometry));
      expect(styledSymbol({ schema, style: STANDARD_STYLE })).toEqual(
        expect.objectContaining({ strokes: layerSymbol(schema.id, schema.geometry).strokes }),
      );
    }
  });

  it('brings the fields it reads into the tiles, beside the standard ones', () => {
    expect(tileFields('industrial_park', categorised)).toEqual([
      'name',
      'park_kind',
      'area_m2',
      'park_level',
      'announced_area_ha',
    ]);
    expect(tileFields('industrial_park', null)).toEqual(['name', 'park_kind', 'area_m2']);
  });

  it('goes along when its field is renamed, and falls back when it is deleted', () => {
    const renamed = styleAfterField(categorised, 'park_level', 'grade');
    expect(renamed.renderer).toMatchObject({ kind: 'categorised', field: 'grade' });
    expect(styleAfterField(categorised, 'park_level', null).renderer).toEqual({ kind: 'standard' });
    expect(styleAfterField(categorised, 'name', null).labels?.fields).toEqual(['announced_area_ha']);
    const single = { ...categorised, labels: { ...categorised.labels!, fields: ['name'] } };
    expect(styleAfterField(single, 'name', null).labels).toBeNull();
  });

  it('is refused when it is broken, and read as none', () => {
    expect(layerStyle.safeParse(categorised).success).toBe(true);
    expect(parseStyle(JSON.stringify(categorised))).toEqual(categorised);
    for (const broken of ['', 'x', '{}', JSON.stringify({ ...categorised, fillOpacity: 2 })])
      expect(parseStyle(broken)).toBeNull();
    const steps = {
      kind: 'graduated',
      field: 'a',
      method: 'equal',
      ramp: 'blues',
      breaks: [0, 1, 2],
      colors: ['#000000'],
    };
    expect(layerStyle.safeParse({ ...STANDARD_STYLE, renderer: steps }).success).toBe(false);
  });

  it('turns scales into zooms, smaller scales first', () => {
    const { label } = styledSymbol({ schema: park, style: categorised });
    const scaled = styledSymbol({
      schema: park,
      style: { ...STANDARD_STYLE, scale: { min: 500_000, max: 500 } },
    });
    expect(label!.minZoom).toBeGreaterThan(11);
    expect(scaled.minZoom!).toBeLessThan(label!.minZoom);
    expect(scaled.maxZoom!).toBeGreaterThan(18);
  });
});

const weighted = fc
  .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 12 })
  .chain((values) =>
    fc.tuple(
      fc.constant(values.toSorted((a, b) => a - b)),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: values.length, maxLength: values.length }),
    ),
  )
  .map(([values, counts]): Weighted[] => values.map((value, i) => ({ value, count: counts[i]! })));

/** The least sum of squared differences over all divisions, found by trying every one. */
function leastByTrying(sorted: readonly Weighted[], classes: number): number {
  const cost = (some: readonly Weighted[]): number => {
    const n = some.reduce((sum, one) => sum + one.count, 0);
    const mean = some.reduce((sum, one) => sum + one.count * one.value, 0) / n;
    return some.reduce((sum, one) => sum + one.count * (one.value - mean) ** 2, 0);
  };
  if (classes === 1) return cost(sorted);
  let best = Infinity;
  for (let first = 1; first <= sorted.length - classes + 1; first++) {
    best = Math.min(best, cost(sorted.slice(0, first)) + leastByTrying(sorted.slice(first), classes - 1));
  }
  return best;
}

const split = (sorted: readonly Weighted[], breaks: readonly number[]): Weighted[][] =>
  breaks
    .slice(0, -1)
    .map((from, i) =>
      sorted.filter(({ value }) => value >= from && (i === breaks.length - 2 || value < breaks[i + 1]!)),
    );

describe('borders of classes', () => {
  it('hold every value once, whatever the method', () => {
    fc.assert(
      fc.property(
        weighted,
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('equal', 'quantile', 'natural'),
        (sorted, classes, method) => {
          const breaks = classBreaks(sorted, method as 'equal', classes);
          expect(breaks).toEqual(breaks.toSorted((a, b) => a - b));
          expect(breaks.length).toBeLessThanOrEqual(classes + 1);
          const total = sorted.reduce((sum, { count }) => sum + count, 0);
          expect(classCounts(sorted, breaks).reduce((sum, count) => sum + count, 0)).toBe(total);
        },
      ),
    );
  });

  it('by natural breaks are the best division there is', () => {
    fc.assert(
      fc.property(weighted, fc.integer({ min: 2, max: 4 }), (sorted, classes) => {
        fc.pre(sorted.length >= classes);
        const parts = split(sorted, classBreaks(sorted, 'natural', classes));
        const cost = parts.reduce((sum, part) => sum + leastByTrying(part, 1), 0);
        expect(cost).toBeCloseTo(leastByTrying(sorted, classes), 6);
      }),
    );
  });

  it('by quantiles put as many into each where the values allow it', () => {
    const sorted = Array.from({ length: 100 }, (_, value) => ({ value, count: 1 }));
    expect(classCounts(sorted, classBreaks(sorted, 'quantile', 4))).toEqual([25, 25, 25, 25]);
  });

  it('of no value, and of one, are not invented', () => {
    expect(classBreaks([], 'equal', 5)).toEqual([]);
    expect(classBreaks([{ value: 3, count: 9 }], 'natural', 5)).toEqual([3, 3]);
  });
});

/** Linear light of a colour as an eye sees it that lacks one kind of cone (Viénot, Brettel and Mollon 1999; tritan by Brettel's plane). */
const SEEN: Readonly<Record<string, readonly (readonly number[])[]>> = {
  protan: [
    [0.152, 1.053, -0.205],
    [0.115, 0.786, 0.099],
    [-0.004, -0.048, 1.052],
  ],
  deutan: [
    [0.367, 0.861, -0.228],
    [0.28, 0.673, 0.047],
    [-0.012, 0.043, 0.969],
  ],
  tritan: [
    [1.256, -0.077, -0.179],
    [-0.078, 0.931, 0.148],
    [0.005, 0.691, 0.304],
  ],
};

function lab(color: string, kind: string | null): readonly number[] {
  const linear = [1, 3, 5].map((at) => {
    const s = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  const seen =
    kind === null
      ? linear
      : SEEN[kind]!.map((row) =>
          Math.min(
            1,
            Math.max(
              0,
              row.reduce((sum, k, i) => sum + k * linear[i]!, 0),
            ),
          ),
        );
  const [r, g, b] = seen as [number, number, number];
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const [x, y, z] = [
    f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505),
    f(0.2126 * r + 0.7152 * g + 0.0722 * b),
    f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089),
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const apart = (a: string, b: string, kind: string | null): number => {
  const [p, q] = [lab(a, kind), lab(b, kind)];
  return Math.hypot(...p.map((part, i) => part - q[i]!));
};

describe('colours', () => {
  it('of classes without a standard stay apart for every kind of eye', () => {
    const colors = Array.from({ length: 8 }, (_, i) => qualitativeColor(i));
    for (const kind of [null, 'protan', 'deutan', 'tritan']) {
      colors.forEach((a, i) =>
        colors.slice(i + 1).forEach((b) => expect(apart(a, b, kind), `${a} ${b} ${kind}`).toBeGreaterThan(8)),
      );
      // Neighbours in the list, which stand beside one another in the legend, are far apart.
      colors
        .slice(1)
        .forEach((b, i) =>
          expect(apart(colors[i]!, b, kind), `${colors[i]} ${b} ${kind}`).toBeGreaterThan(18),
        );
    }
  });

  it('of ramps of one direction only grow darker', () => {
    for (const ramp of Object.keys(RAMPS)) {
      if (ramp === 'blue-red') continue;
      const light = rampColors(ramp, 9).map((color) => lab(color, null)[0]!);
      expect(light, ramp).toEqual(light.toSorted((a, b) => b - a));
    }
  });

  it('of classes are those of the standards where there are some', () => {
    const classes = classesOf(['07', '01'], 'land_use_class');
    expect(classes.map(({ values }) => values[0])).toEqual(['01', '07']);
    expect(classes.every(({ color }) => /^#[0-9a-f]{6}$/i.test(color))).toBe(true);
    expect(classes[0]!.color).not.toBe(qualitativeColor(0));
    expect(classesOf(['x'], undefined)[0]!.color).toBe(qualitativeColor(0));
  });
});
