import { describe, expect, it } from 'vitest';
import { classMap, classSteps, codeIn, readClassBook } from '../../../shared/import/class-books.ts';

const column = (...values: readonly string[]) => values.map((value) => ({ value, count: 1 }));

describe('the book of classes', () => {
  it('is told by codes that one book alone has', () => {
    expect(readClassBook(column('0101', '0603', '0204'))).toEqual({ book: '2020', evidence: ['0603'] });
    expect(readClassBook(column('0205', '0601'))).toMatchObject({ book: '2023' });
    expect(readClassBook(column('0101', '08H1', '0201K')).book).toBe('survey');
  });

  it('is not asked where every book makes the same of the codes', () => {
    expect(readClassBook(column('0101', '0301')).book).toBe('2023');
    expect(readClassBook(column('')).book).toBe('2023');
    expect(readClassBook(column('100101', '0701')).book).toBe('2023');
  });

  it('is asked where the codes mean different things', () => {
    // 0204 is 其他园地 in 2020 and 油料园地 in 2023; 1001 is 铁路用地 in the survey and 工业用地 in the plan.
    expect(readClassBook(column('0204', '100101')).book).toBeNull();
    expect(readClassBook(column('1001', '0101')).book).toBeNull();
    // One code of either side: no book fits.
    expect(readClassBook(column('08H1', '060201')).book).toBeNull();
  });

  it('gives the code in a value', () => {
    expect(
      ['0701', ' 0701 城镇住宅用地', '0701/09', '０７０１', '05H1', '0701v', '城镇'].map(codeIn),
    ).toEqual(['0701', '0701', '0701', '0701', '05H1', null, null]);
  });
});

describe('codes of a column of numbers', () => {
  it('are those that lost a leading zero', () => {
    expect(['601', '1001', '70102', '201K', '1'].map(codeIn)).toEqual([
      '0601',
      '1001',
      '070102',
      '0201K',
      '01',
    ]);
    // 305 is 灌木林地 of the survey and no code of the plan; 601 must not become 农村道路.
    expect(readClassBook(column('305', '601', '101')).book).toBe('survey');
    const steps = classSteps('survey', column('305', '601', '101'));
    expect(classMap(steps, {})).toEqual({ '305': '0303', '601': '' });
  });
});

describe('the conversion of codes', () => {
  it('follows the table of the editions', () => {
    const steps = classSteps('2020', column('0204', '0603', '0101', '090301', 'x'));
    expect(Object.fromEntries(steps.map(({ code, how }) => [code, how]))).toEqual({
      '0204': 'converted',
      '0603': 'converted',
      '090301': 'converted',
      '0101': 'kept',
    });
    expect(classMap(steps, {})).toEqual({ '0204': '0205', '0603': '060202', '090301': '0903' });
  });

  it('asks what is one in the survey and several in the plan, and guesses nothing', () => {
    const steps = classSteps('survey', [
      { value: '08H2', count: 3 },
      { value: '0303 红树林地', count: 2 },
      { value: '0701', count: 9 },
    ]);
    expect(steps.map(({ code, how }) => [code, how])).toEqual([
      ['0701', 'ask'],
      ['08H2', 'ask'],
      ['0303', 'converted'],
    ]);
    expect(classMap(steps, {})).toEqual({ '0303 红树林地': '0507' });
    expect(classMap(steps, { '0701': '070102' })).toEqual({ '0303 红树林地': '0507', '0701': '070102' });
    expect(steps[0]?.candidates).toEqual(expect.arrayContaining(['070102', '0701']));
  });

  it('leaves no code that waits for an answer where it would be another class', () => {
    // 0601 is 工业用地 of the survey and 农村道路 of the plan; 0701 is 城镇住宅用地 of both.
    const steps = classSteps('survey', column('0601', '0601 工业用地', '0701', '1006'));
    expect(classMap(steps, {})).toEqual({ '0601': '', '0601 工业用地': '' });
    expect(classMap(steps, { '0601': '1001' })).toEqual({ '0601': '1001', '0601 工业用地': '1001' });
  });
});
