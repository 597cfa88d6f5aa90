import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLASS_TABLE, TOWNSHIPS, ZONE_TABLE } from '../../../shared/sample/figures.ts';
import { generateSample, SAMPLE_LAYERS, type Sample } from '../../../shared/sample/index.ts';

/*
 * The whole county: figures against the prescribed table, truth against the prescribed list, and every
 * overlap recomputed by GEOS in a separate program that shares nothing with this code.
 */

const here = import.meta.dirname;
const root = path.resolve(here, '..', '..', '..');
// Debian's own interpreter: another python3 earlier on the path does not see Debian's packages.
const python = '/usr/bin/python3';
const geos = spawnSync(python, ['-c', 'import shapely.geometry']).status === 0;
if (!geos) console.warn('skipped: GEOS checks of the sample need Debian package python3-shapely');

let folder = '';
let planted: Sample;
let clean: Sample;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lantu-sample-'));
  planted = generateSample();
  clean = generateSample({ planted: false });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(sample: Sample, name: string): { features: string; truth: string; quotas: string } {
  const features = path.join(folder, `${name}.ndjson`);
  const file = openSync(features, 'w');
  for (const layer of SAMPLE_LAYERS) {
    for (const feature of sample.features(layer)) writeSync(file, `${JSON.stringify(feature)}\n`);
  }
  closeSync(file);
  const truth = path.join(folder, `${name}.truth.json`);
  writeFileSync(truth, JSON.stringify(sample.truth));
  const quotas = path.join(folder, `${name}.quotas.json`);
  writeFileSync(quotas, JSON.stringify(sample.quotas));
  return { features, truth, quotas };
}

const run = (args: readonly string[]): Record<string, unknown> =>
  JSON.parse(
    execFileSync(python, ['-W', 'ignore', ...args], { cwd: here, maxBuffer: 1e9 }).toString('utf8'),
  ) as Record<string, unknown>;

const overlaps = (sample: Sample, name: string): Record<string, unknown> => {
  const files = written(sample, name);
  return run(['check_sample.py', files.features, files.truth, 'rules.json', 'relations.json']);
};

const fields = (sample: Sample, name: string): Record<string, unknown[]> => {
  const files = written(sample, name);
  return run([
    'check_fields.py',
    files.features,
    files.truth,
    files.quotas,
    path.join(root, 'resources', 'schema', 'layers.json'),
    path.join(root, 'resources', 'codes', 'code-lists.json'),
    'relations.json',
    path.join(root, 'resources', 'codes'),
  ]) as Record<string, unknown[]>;
};

describe('figures before planting', () => {
  it.each(Object.entries(CLASS_TABLE))('class %s has its area in survey and plan', (code, [base, plan]) => {
    expect(clean.truth.tables.clean[`base ${code}`] ?? 0).toBeCloseTo(base, 1.9);
    expect(clean.truth.tables.clean[`plan ${code}`]).toBeCloseTo(plan, 1.9);
  });

  it.each(Object.entries(ZONE_TABLE))('zone %s has its area', (code, ha) => {
    expect(Math.abs(clean.truth.tables.clean[`zone ${code}`]! - ha)).toBeLessThan(0.005);
  });

  it('townships, towns, parks, lines and ecological zones have their areas', () => {
    const table = clean.truth.tables.clean;
    const wanted: Record<string, number> = {
      redline: 58_650,
      core: 7420,
      'farmland net': 19_820,
      boundary: 2480,
      'base urban': 1908,
      'boundary 01': 2330,
      'boundary 02': 60,
      'boundary 03': 90,
      'park K1': 286,
      'park K2': 194,
      'park K3': 96,
      'park K4': 62,
      'park K5': 28,
      'park K6': 54,
      'park K7': 41,
      'park K8': 118,
      'ecology E1': 31_200,
      'ecology E2': 1860,
      'ecology E3': 18_400,
      'ecology E4': 9050,
      'ecology E5': 1240,
      'ecology E6': 4300,
    };
    TOWNSHIPS.forEach((t, k) => {
      wanted[`township ${k + 1}`] = t.km2 * 100;
      wanted[`town ${k + 1}`] = t.townHa;
    });
    for (const [key, ha] of Object.entries(wanted)) {
      expect(Math.abs(table[key]! - ha), key).toBeLessThan(0.005);
    }
  });

  it('has exactly the parcels asked for', () => {
    expect([...clean.features('land_use')]).toHaveLength(3000);
    expect([...planted.features('land_use')]).toHaveLength(3000);
  });
});

describe('truth', () => {
  const rows = readFileSync(path.join(here, 'expected-findings.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  // The prescribed list names features that the sample identifies by the place they hold.
  const names: Record<string, string> = { boundary: 'C17', 'boundary-C23': 'C23', Z520w: 'C17' };

  it('is the prescribed list of 58, areas to a square decimetre', () => {
    const have = new Map(
      planted.truth.findings.map((f) => [`${f.rule} ${f.subject.ref} ${f.counterpartLayer}`, f] as const),
    );
    expect(have.size).toBe(58);
    expect(rows).toHaveLength(58);
    for (const [rule, subject, layer, kind, cases, ha, severity, pieces] of rows) {
      const found = have.get(`${rule} ${names[subject!] ?? subject} ${layer}`);
      expect(found, `${rule} ${subject}`).toBeDefined();
      expect(found!.kind).toBe(kind);
      expect(found!.severity, `${rule} ${subject}`).toBe(severity);
      expect(found!.cases.join(';')).toBe(cases);
      expect(Math.abs(found!.areaM2 - Number(ha) * 1e4), `${rule} ${subject}`).toBeLessThan(0.03);
      for (const part of pieces!.trim().split(' + ')) {
        const [id, size] = part.split(' ');
        const mine = found!.pieces.filter((p) => p.cases.includes(id!));
        if (mine.length === 0 || mine.some((p) => p.cases.length > 1)) continue;
        expect(Math.abs(mine.reduce((s, p) => s + p.areaM2, 0) - Number(size) * 1e4)).toBeLessThan(0.03);
      }
    }
  });

  it('is empty for the county before planting, and decoys are there', () => {
    expect(clean.truth.findings).toEqual([]);
    expect(planted.truth.decoys.map((d) => d.id)).toEqual(Array.from({ length: 12 }, (_, k) => `N${k + 1}`));
    const uids = new Set(SAMPLE_LAYERS.flatMap((l) => [...planted.features(l)].map((f) => f.uid)));
    for (const decoy of planted.truth.decoys) {
      expect(decoy.uids.length, decoy.id).toBeGreaterThan(0);
      for (const uid of decoy.uids) expect(uids.has(uid), decoy.id).toBe(true);
    }
  });

  it('is the same on every run', () => {
    const again = generateSample();
    expect(again.truth).toEqual(planted.truth);
    expect(JSON.stringify([...again.features('land_use')])).toBe(
      JSON.stringify([...planted.features('land_use')]),
    );
  });
});

describe('GEOS', () => {
  it.runIf(geos)(
    'finds the planted overlaps and nothing else, and exact coverages without acute angles',
    () => {
      const report = overlaps(planted, 'planted');
      expect(report).toMatchObject({
        invalid: [],
        missing: [],
        extra: [],
        wrong: [],
        areas: 0,
        findings: 52,
      });
      expect(report['worst']).toBeLessThan(0.01);
      for (const coverage of Object.values(
        report['coverage'] as Record<string, { stray_edges: number; sum: number }>,
      )) {
        expect(coverage.stray_edges).toBe(0);
        expect(Math.abs(coverage.sum)).toBeLessThan(0.01);
      }
      for (const [layer, [, acute]] of Object.entries(report['angle'] as Record<string, [unknown, number]>)) {
        expect(acute, layer).toBe(0);
      }
    },
  );

  it.runIf(geos)('finds nothing in the county before planting', () => {
    expect(overlaps(clean, 'clean')).toMatchObject({
      invalid: [],
      missing: [],
      extra: [],
      wrong: [],
      areas: 0,
      findings: 0,
    });
  });

  for (const name of ['planted', 'clean'] as const) {
    it.runIf(geos)(`${name}: fields, sums, distances and quotas hold`, () => {
      const { shares, housing, medical, patches, ...faults } = fields(
        name === 'planted' ? planted : clean,
        name,
      );
      for (const [check, wrong] of Object.entries(faults)) expect(wrong, check).toEqual([]);
      expect(shares).toHaveLength(7);
      expect(housing).toHaveLength(4);
      expect(medical).toHaveLength(7);
      expect(patches?.[0]).toBeGreaterThan(850);
      if (name === 'planted') expect(shares).toContainEqual(['龙潭坝清洁能源装备园', 0.41]);
    });
  }
});

describe('larger counties', () => {
  it('have more parcels and the same plants', () => {
    const larger = generateSample({ parcels: 20_000 });
    expect([...larger.features('land_use')]).toHaveLength(20_000);
    const subjects = (sample: Sample): string[] =>
      sample.truth.findings.map((f) => `${f.rule} ${f.subject.uid} ${f.pieces.length}`);
    expect(subjects(larger)).toEqual(subjects(planted));
    larger.truth.findings.forEach((f, k) => {
      expect(Math.abs(f.areaM2 - planted.truth.findings[k]!.areaM2)).toBeLessThan(0.02);
    });
    for (const [key, ha] of Object.entries(planted.truth.tables.clean)) {
      if (key !== 'farmland gross')
        expect(Math.abs(larger.truth.tables.clean[key]! - ha), key).toBeLessThan(0.005);
    }
  });
});

describe('dirty variant', () => {
  let dirty: Sample;
  const ofRule = (rule: string): string[] =>
    dirty.truth.faults.filter((f) => f.rule === rule).map((f) => f.uid ?? '');

  beforeAll(() => {
    dirty = generateSample({ dirty: true });
  });

  it('keeps the planted findings and lists every fault', () => {
    expect(dirty.truth.findings).toEqual(planted.truth.findings);
    const cases = new Set(dirty.truth.faults.flatMap((f) => f.cases));
    const wanted = [
      ...Array.from({ length: 12 }, (_, k) => `T${k + 1}`),
      ...Array.from({ length: 8 }, (_, k) => `A${k + 1}`),
      'S1',
    ];
    expect([...cases].toSorted()).toEqual(wanted.toSorted());
  });

  it('has faults of the sizes asked for', () => {
    const size = (id: string, rule: string): number =>
      dirty.truth.faults.find((f) => f.cases.includes(id) && f.rule === rule)!.areaM2;
    expect(size('T1', 'coverage-overlap')).toBeCloseTo(36, 1);
    expect(size('T2', 'coverage-gap')).toBeCloseTo(214, 1);
    expect(Math.abs(size('T3', 'coverage-range') - 512)).toBeLessThan(30);
    expect(size('T4', 'sliver')).toBeCloseTo(372, 0);
    expect(size('T5', 'tiny-face')).toBeCloseTo(6.3, 1);
    expect(Math.abs(size('T11', 'urban-zone-outside-boundary') - 45)).toBeLessThan(3);
  });

  it.runIf(geos)(
    'GEOS sees the overlaps as before, with those of T10 and T11, and two invalid features',
    () => {
      const report = overlaps(dirty, 'dirty');
      expect(report).toMatchObject({ missing: [], extra: [], wrong: [], areas: 2, findings: 55 });
      const invalid = (report['invalid'] as [string, string, string][]).map(([, uid]) => uid);
      expect(invalid.toSorted()).toEqual(
        [...ofRule('hole-outside-shell'), ...ofRule('self-intersection')].toSorted(),
      );
      const coverage = report['coverage'] as Record<string, { stray_edges: number }>;
      expect(coverage['land_use']!.stray_edges).toBeGreaterThan(0);
      expect(coverage['survey_parcel']!.stray_edges).toBe(0);
    },
  );

  it.runIf(geos)('the fields hold but for the faults', () => {
    const found = fields(dirty, 'dirty');
    const uids = (check: string, at = 1): string[] =>
      [...new Set((found[check] ?? []).map((row) => String((row as unknown[])[at])))].toSorted();
    const mixed = dirty.truth.faults.find((f) => f.rule === 'class-edition-mix')!.others;
    expect(uids('required')).toEqual(ofRule('required-field'));
    expect(uids('domain')).toEqual([...ofRule('code-domain'), ...mixed].toSorted());
    expect(found['uid']).toEqual(ofRule('uid-unique'));
    expect(uids('settlement', 0)).toEqual(ofRule('settlement-attribute'));
    expect(uids('deduction')).toEqual(ofRule('ridge-deduction'));
    expect(uids('near')).toEqual([...ofRule('near-vertex'), ...ofRule('duplicate-vertex')].toSorted());
    expect(uids('multipart')).toEqual(ofRule('multipart'));
    expect(uids('sliver')).toEqual(ofRule('sliver'));
    expect(uids('tiny')).toEqual(ofRule('tiny-face'));
    expect(found['control']).toHaveLength(1);
    expect(uids('class_sum')).toEqual(['990121008', '990121012']);
    for (const check of [
      'length',
      'unknown',
      'grid',
      'share',
      'function',
      'separation',
      'service',
      'quota',
      'quota_sum',
      'apart',
    ]) {
      expect(found[check] ?? [], check).toEqual([]);
    }
  });
});
