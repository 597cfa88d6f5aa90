import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { check, lantu, type CheckJson } from './lantu.ts';

const DATA = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data');
const urban = path.join(DATA, 'urban_areas.geojson');
const protectedAreas = path.join(DATA, 'protected_areas.geojson');
const present = fs.existsSync(urban) && fs.existsSync(protectedAreas);
if (!present) console.log(`skipped: no open data at ${DATA}`);
const geos = hasPython('shapely');
/** The smallest connected overlap that counts, of the ruleset. */
const MINIMUM_M2 = 1;
/** Groups of rules that hold two layers against each other. */
const CROSSED: ReadonlySet<string> = new Set(['cross-plan', 'zone-line']);

describe.skipIf(!present)('shapes drawn by others, across the world', () => {
  let folder: string;
  let file: string;
  let result: CheckJson;

  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-real-'));
    file = path.join(folder, 'w.gpkg');
    for (const words of [
      ['new', file],
      ['import', file, urban, '--layer', 'industrial_park'],
      ['import', file, protectedAreas, '--layer', 'ecological_redline'],
    ]) {
      const run = lantu(...words);
      expect(run.status, run.stderr).toBe(0);
    }
    result = check(file);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  // Bare shapes have findings of their own besides: fields that are required, vertices too near, sharp angles.
  const pieces = () =>
    result.findings
      .filter(({ rule }) => rule === 'park-redline')
      .flatMap((finding) =>
        finding.pieces.map((piece) => ({
          subject: finding.subject.uid,
          other: piece.other?.uid,
          area: piece.area_m2,
          rule: finding.rule,
        })),
      );

  it('come in whole', () => {
    const info = JSON.parse(lantu('info', file, '--json').stdout) as {
      layers: { id: string; features: number }[];
    };
    const count = (source: string): number =>
      (JSON.parse(fs.readFileSync(source, 'utf8')) as { features: unknown[] }).features.length;
    const features = Object.fromEntries(info.layers.map((layer) => [layer.id, layer.features]));
    expect(features['industrial_park']).toBe(count(urban));
    expect(features['ecological_redline']).toBe(count(protectedAreas));
  });

  it('give not checked for every rule without its layer, and no finding of it', () => {
    const unchecked = new Set(result.not_checked.map((one) => one.rule));
    const found = new Set(result.findings.map((finding) => finding.rule));
    expect([...found].filter((rule) => unchecked.has(rule))).toEqual([]);
    for (const rule of ['ecological-zone-construction', 'park-basic-farmland', 'quota-exceeded']) {
      expect(unchecked).toContain(rule);
    }
    expect(found).toContain('park-redline');
    // Of the rules on two plans none can speak but the one that has both.
    const crossed = [...found].filter((id) =>
      DEFAULT_RULESET.rules.some((one) => one.id === id && CROSSED.has(one.group)),
    );
    expect(crossed).toEqual(['park-redline']);
    const missing = Object.fromEntries(result.not_checked.map((one) => [one.rule, one.missing.toSorted()]));
    expect(missing['park-outside-boundary']).toEqual(['urban_boundary']);
    expect(missing['town-zone']).toEqual(['functional_zone', 'town_center']);
  });

  it.skipIf(!geos)('agree with GEOS on the same pairs and areas, from the layers as stored', () => {
    for (const layer of ['industrial_park', 'ecological_redline']) {
      const run = lantu('export', file, path.join(folder, `${layer}.geojson`), '--layer', layer);
      expect(run.status, run.stderr).toBe(0);
    }
    const pairs = runPython('overlaps.py', [
      path.join(folder, 'industrial_park.geojson'),
      path.join(folder, 'ecological_redline.geojson'),
      String(MINIMUM_M2),
    ]) as [string, string, number][];
    expect(pairs.length).toBeGreaterThan(0);
    const own = new Map(pieces().map((piece) => [`${piece.subject} ${piece.other}`, piece.area]));
    expect([...own.keys()].toSorted()).toEqual(pairs.map(([a, b]) => `${a} ${b}`).toSorted());
    for (const [subject, other, area] of pairs) {
      const difference = Math.abs((own.get(`${subject} ${other}`) ?? 0) - area);
      expect(difference / area).toBeLessThan(1e-6);
    }
  });

  it.skipIf(!geos)('agree with GEOS on the source files themselves', () => {
    const pairs = runPython('overlaps.py', [urban, protectedAreas, String(MINIMUM_M2)]) as [
      number,
      number,
      number,
    ][];
    const expected = pairs.map(([, , area]) => area).toSorted((a, b) => a - b);
    const found = pieces()
      .map((piece) => piece.area)
      .toSorted((a, b) => a - b);
    expect(found).toHaveLength(expected.length);
    for (const [index, area] of expected.entries()) {
      expect(Math.abs((found[index] ?? 0) - area) / area).toBeLessThan(1e-6);
    }
  });
});
