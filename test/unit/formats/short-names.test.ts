import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToBytes, encodeText } from '../../../electron/formats/encode-text.ts';
import { DBF_NAME_BYTES, shortNames } from '../../../electron/formats/short-names.ts';
import { outField } from '../../fixtures/export/out.ts';

describe('names of a dBASE table', () => {
  it('fit into ten bytes, are all different and leave alone what fits', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z_图斑地类面积]{1,16}$/u), { maxLength: 60, minLength: 1 }),
        fc.constantFrom('gbk' as const, 'utf-8' as const),
        (names, encoding) => {
          const short = shortNames(
            names.map((name) => outField(name, 'text')),
            encoding,
          );
          expect(new Set(short.map((name) => name.toUpperCase())).size).toBe(names.length);
          short.forEach((name, i) => {
            expect(encodeText(name, encoding).bytes.length).toBeLessThanOrEqual(DBF_NAME_BYTES);
            if (encodeText(names[i]!, encoding).bytes.length <= DBF_NAME_BYTES) expect(name).toBe(names[i]);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are cut between characters', () => {
    expect(cutToBytes('地类编码', 'gbk', 5)).toBe('地类');
    expect(cutToBytes('地类编码', 'utf-8', 5)).toBe('地');
    expect(cutToBytes('𠮷a', 'utf-8', 3)).toBe('');
  });
});
