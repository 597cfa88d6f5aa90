import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSPECTION_CHECKS } from '../../../shared/inspection/catalogue.ts';
import { CHECK_IDS } from '../../../shared/inspection/check-ids.ts';
import { defectText } from '../../../shared/inspection/words.ts';
import { LANGUAGES } from '../../../shared/i18n/languages.ts';
import { FILE_CASES } from '../../fixtures/inspection/file-cases.ts';
import { SHAPE_CASES } from '../../fixtures/inspection/shape-cases.ts';
import { inspectFile, spoil } from '../../fixtures/inspection/spoiled.ts';
import { VALUE_CASES } from '../../fixtures/inspection/value-cases.ts';
import { writeSmallCounty } from '../../fixtures/inspection/small-county.ts';

/*
 * Every check on a file that has exactly one defect, made by hand from a county that has none. Behind the product's
 * back, in SQL, as another program would do it.
 */

let folder: string;
let clean: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lantu-inspect-'));
  clean = at('clean.gpkg');
  await writeSmallCounty(clean);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CASES = [...FILE_CASES, ...SHAPE_CASES, ...VALUE_CASES];

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const numberOf = (uid: string | null): string => (uid === null ? '-' : (uid.split('-').at(-1) ?? ''));

/** `A|B` stands for one or the other. */
const fits = (wanted: string, found: string): boolean => {
  const words = found.split(' ');
  return wanted.split(' ').every((word, i) => word.split('|').includes(words[i] ?? ''));
};

describe('a county without a defect', () => {
  it('has none, and says what was not looked at', async () => {
    const { report } = await inspectFile(clean);
    expect(report.defects).toEqual([]);
    expect(report.total.score).toBe(100);
    expect(report.unchecked.map(({ check, why }) => `${check} ${why}`)).toEqual([
      'G4 flat',
      'T12 no-neighbour',
      'R4 no-text',
    ]);
    const looked = new Map(report.checks.map(({ check, looked: how }) => [check, how]));
    expect([looked.get('G4'), looked.get('T12'), looked.get('R4')]).toEqual(['none', 'none', 'part']);
    const rest = report.checks.filter(({ check }) => !['G4', 'T12', 'R4'].includes(check));
    expect(rest.filter((one) => one.looked !== 'all')).toEqual([]);
  });
});

describe('each check', () => {
  it.each(CASES.map((one, i) => [`${one.check}: ${one.what}`, one, i] as const))(
    'finds %s, and nothing else',
    async (_name, one, i) => {
      const file = spoil(clean, at(`case-${i}.gpkg`), one.spoil);
      const { report, ruleset, layers } = await inspectFile(file);
      const found = report.defects
        .map(({ check, layer, uid }) => `${check} ${layer ?? '-'} ${numberOf(uid)}`)
        .sort(byText);
      const wanted = [...one.found].sort(byText);
      expect(
        found.length === wanted.length && wanted.every((w, k) => fits(w, found[k]!)),
        found.join('\n'),
      ).toBe(true);
      expect(found.some((each) => each.startsWith(one.check))).toBe(true);
      for (const defect of report.defects) {
        for (const language of LANGUAGES) {
          const said = defectText({ language, ruleset, layers }, defect);
          expect(said).not.toMatch(/[{}]|undefined|NaN|null|inspection\./);
        }
      }
      expect(report.total.score).toBeLessThanOrEqual(one.check === 'T6' ? 100 : 99.9);
    },
  );

  it('of the list is among the cases, but for what no file can answer', () => {
    const tried = new Set(CASES.map(({ check }) => check));
    expect(CHECK_IDS.filter((id) => !tried.has(id))).toEqual(['T12']);
    expect(new Set(INSPECTION_CHECKS.map(({ check }) => check))).toEqual(new Set(CHECK_IDS));
  });
});

describe('a file whose tables are not whole', () => {
  it('is not called free of defects where it was not read', async () => {
    const file = spoil(clean, at('broken.gpkg'), ({ db }) => db.exec('DROP TABLE track'));
    const { report } = await inspectFile(file);
    const structure = report.unchecked.filter(({ why }) => why === 'structure');
    expect(structure.length).toBeGreaterThan(10);
    expect(structure[0]?.layers).toEqual(['track']);
    for (const { check, looked } of report.checks) {
      if (['T2', 'T3', 'A4', 'A5', 'R2', 'R3'].includes(check)) expect(looked, check).toBe('none');
    }
  });
});
