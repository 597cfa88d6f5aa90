import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingKey, pieceKey, stableHash } from '../../../shared/rules/identity.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put } from '../../fixtures/check/memory-source.ts';
import { rect } from '../../fixtures/check/shapes.ts';

/** Keys of one finding and two pieces, computed by a separate program from the description of the hash. */
const KEYS = [
  '649649cb369ae9b71209db45d6f61b46',
  '964b3321ca85be52e3e3cd80c7036cc7',
  '996c6e3e1dac8da58f0b23347f779a1d',
];

describe('identity of findings', () => {
  it('is written down: what is remembered in files must be found by later versions', () => {
    const key = findingKey('park-redline', { table: 'industrial_park', uid: 'K5' }, 'ecological_redline');
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect([key, pieceKey(key, 'R1'), pieceKey(key, null)]).toEqual(KEYS);
  });

  it('tells names apart however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 4 }),
        fc.array(fc.string(), { maxLength: 4 }),
        (a, b) => {
          expect(stableHash(a) === stableHash(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        },
      ),
    );
    expect(stableHash(['ab', 'c'])).not.toBe(stableHash(['a', 'bc']));
    const many = new Set(Array.from({ length: 100_000 }, (_, i) => stableHash(['rule', String(i)])));
    expect(many.size).toBe(100_000);
  });

  it('holds no geometry, area, attribute or ruleset version', async () => {
    const keys = async (x: number, kind: string, version: string) => {
      const { findings } = await findingsIn(
        [
          put('industrial_park', 1, rect(0, 0, 1000, 1000), { park_kind: kind }),
          put('ecological_redline', 1, rect(x, 0, 2000, 500)),
        ],
        { ...DEFAULT_RULESET, version },
      );
      // The features here are bare: the rules on attributes have their own findings.
      return ofRule(findings, 'park-redline').map(({ key, pieces }) => [
        key,
        ...pieces.map((piece) => piece.key),
      ]);
    };
    const first = await keys(900, 'logistics_park', '1');
    expect(first).toHaveLength(1);
    expect(await keys(100, 'modern_agriculture', '2')).toEqual(first);
  });
});
