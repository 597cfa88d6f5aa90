import { describe, expect, it } from 'vitest';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { must } from '../../fixtures/import/must.ts';
import { bookMissing, codesOf, counted, withEdition } from '../../../shared/import/class-columns.ts';

const values = (...codes: readonly string[]) => codes.map((value) => ({ value, count: 1 }));
const mapping = { land_class: 'DLBM' };

describe('the classes of an import', () => {
  it('wait for the book where the codes do not tell it', () => {
    const column = counted('DLBM', values('0204', '100101'));
    expect(bookMissing({ land_class: column }, mapping)).toBe(true);
    expect(bookMissing({ land_class: { ...column, book: '2020' } }, mapping)).toBe(false);
    // A column that no longer fills the field is not asked about.
    expect(bookMissing({ land_class: column }, { land_class: 'BZ' })).toBe(false);
  });

  it('go into the plan as values and their codes', () => {
    const column = counted('DLBM', values('0603', '0101'));
    expect(codesOf({ land_class: column }, mapping)).toEqual({ land_class: { '0603': '060202' } });
    expect(codesOf({ land_class: column }, {})).toBeUndefined();
    expect(codesOf({ land_class: counted('DLBM', values('0101')) }, mapping)).toBeUndefined();
  });
});

describe('the edition of the classes', () => {
  const schema = must(builtinLayer('land_use'));
  const known = { land_class: counted('DLBM', values('0603')) };

  it('is filled in once the book is known, and never over what is said', () => {
    expect(withEdition(schema, mapping, known, {})).toEqual({ class_edition: '2023' });
    expect(withEdition(schema, mapping, known, { class_edition: '2020' })).toEqual({ class_edition: '2020' });
    expect(withEdition(schema, { ...mapping, class_edition: 'BB' }, known, {})).toEqual({});
    expect(
      withEdition(schema, mapping, { land_class: counted('DLBM', values('0204', '100101')) }, {}),
    ).toEqual({});
  });
});
