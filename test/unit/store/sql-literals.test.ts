import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLiterals } from '../../../electron/store/sql-literals.ts';

const value = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

describe('literals in SQL notation', () => {
  it('come back from what SQLite itself writes, digit for digit', () => {
    const db = new Database(':memory:');
    const write = db.prepare(`SELECT 'a ' || quote(?) || ' b ' || quote(?) || ' c_3 ' || quote(?) AS text`);
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        const { text } = write.get(a, b, c) as { text: string };
        // SQLite stores no negative zero.
        const plain = (x: unknown) => (Object.is(x, -0) ? 0 : x);
        expect(parseLiterals(text)).toEqual({ a: plain(a), b: plain(b), c_3: plain(c) });
      }),
    );
    db.close();
  });

  it('say when they are none', () => {
    expect(parseLiterals('')).toEqual({});
    expect(parseLiterals("a X'00FF' b 1")).toEqual({ a: null, b: 1 });
    for (const text of ['a', "a 'open", 'a word', "a 'x'' b 1"])
      expect(() => parseLiterals(text)).toThrow(RangeError);
  });
});
