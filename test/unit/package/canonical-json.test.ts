import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, readableJson, type Json } from '../../../shared/package/canonical-json.ts';

/** The same value with the members of every object in another order. */
const turned = (one: Json): Json => {
  if (one === null || typeof one !== 'object') return one;
  if (Array.isArray(one)) return one.map((item: Json) => turned(item));
  return Object.fromEntries(
    Object.entries(one as { readonly [name: string]: Json })
      .toReversed()
      .map(([name, item]) => [name, turned(item)]),
  );
};

const json = fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<Json>;

describe('canonical JSON', () => {
  // The examples of RFC 8785, section 3.2 and appendix B.
  it.each([
    [
      [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27]',
    ],
    [{ b: 1, a: -0 }, '{"a":0,"b":1}'],
    [
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    [{ string: '€$\u000f\nA\'B"\\"/' }, '{"string":"€$\\u000f\\nA\'B\\"\\\\\\"/"}'],
  ] as [Json, string][])('writes %j in the one form', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it('says the same whatever the order of members, and loses nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(turned(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(readableJson(turned(value))).toBe(readableJson(value));
        expect(JSON.parse(readableJson(value))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what is no number of JSON', () => {
    for (const bad of [NaN, Infinity, -Infinity]) expect(() => canonicalJson([bad])).toThrow('JSON');
  });
});
