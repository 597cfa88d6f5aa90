import { describe, expect, it } from 'vitest';
import { meetsCondition, passes } from '../../../shared/rules/filter.ts';

describe('a condition', () => {
  it.each([
    [{ in: ['a', 'b'] }, 'a', true],
    [{ in: ['a', 'b'] }, 'c', false],
    [{ in: ['a'] }, null, false],
    [{ not_in: ['a'] }, 'a', false],
    [{ not_in: ['a'] }, 'b', true],
    [{ not_in: ['a'] }, null, true],
    [{ not_in: ['a'] }, '', true],
    [{ prefix: ['01', '02'] }, '0201', true],
    [{ prefix: ['01', '02'] }, '1201', false],
    [{ prefix: ['01'] }, null, false],
    [{ not_prefix: ['1201'] }, '120101', false],
    [{ not_prefix: ['1201'] }, '1207', true],
    [{ not_prefix: ['1201'] }, null, true],
    [{ prefix: ['12'], not_prefix: ['1201'] }, '1201', false],
    [{ prefix: ['12'], not_prefix: ['1201'] }, '1207', true],
    [{ empty: true }, null, true],
    [{ empty: true }, '', true],
    [{ empty: true }, '6', false],
    [{ empty: false }, '6', true],
    [{ empty: false }, null, false],
    [{ in: ['7'] }, 7, true],
    [{}, null, true],
  ])('%j on %j is %s', (condition, value, expected) => {
    expect(meetsCondition(value, condition)).toBe(expected);
  });

  it('holds field by field, a field that is not there being unknown', () => {
    const filter = { kind: { not_in: ['x'] }, land: { prefix: ['07'] } };
    expect(passes({ land: '0701' }, filter)).toBe(true);
    expect(passes({ kind: 'x', land: '0701' }, filter)).toBe(false);
    expect(passes({ kind: 'y' }, filter)).toBe(false);
    expect(passes({}, undefined)).toBe(true);
  });
});
