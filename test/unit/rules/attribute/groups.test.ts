import { describe, expect, it } from 'vitest';
import { rect } from '../../../fixtures/check/shapes.ts';
import { checkGroup, type GroupRecord } from '../../../fixtures/rules/groups.ts';

const { box } = rect(0, 0, 10, 10);
const land = (uid: string, land_class: string | null, more = {}): GroupRecord => ({
  layer: 'land_use',
  uid,
  box,
  fields: { land_class, parcel_number: `GH-${uid}`, ...more },
});

describe('class editions', () => {
  it('finds a layer with codes of both, one piece for each record of the rarer one', () => {
    const found = checkGroup('class-edition-mix', [
      land('a', '0603'),
      land('b', '060201'),
      land('c', '090301'),
      land('d', '0205'),
      land('e', '060202'),
      land('f', '0101'),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      subject: { ref: { table: 'land_use', uid: '' } },
      counterpartLayer: null,
    });
    expect(found[0]?.pieces.map(({ other }) => other?.uid)).toEqual(['a', 'c']);
    expect(found[0]?.pieces[0]).toMatchObject({ areaM2: 0, severity: 'error', box });
    expect(found[0]?.text).toEqual([
      '规划用地用海同时出现2020试行与2023分类编码（0603、090301、0205、060201、060202），同码异义，请确认版本。',
      'Planned land use mixes 2020 and 2023 codes (0603, 090301, 0205, 060201, 060202) that mean different things; confirm the edition.',
    ]);
  });

  it('shows the records of 2023 where these are few', () => {
    const found = checkGroup('class-edition-mix', [land('a', '0603'), land('b', '1313'), land('c', '0205')]);
    expect(found[0]?.pieces.map(({ other }) => other?.uid)).toEqual(['c']);
  });

  it('looks at each layer by itself, and at codes one edition alone has', () => {
    const survey = (uid: string, base_class: string): GroupRecord => ({
      layer: 'survey_parcel',
      uid,
      fields: { base_class },
    });
    expect(checkGroup('class-edition-mix', [land('a', '0603'), survey('b', '0205')])).toEqual([]);
    expect(checkGroup('class-edition-mix', [land('a', '0603'), land('b', '0602')])).toEqual([]);
    expect(checkGroup('class-edition-mix', [land('a', '0205'), land('b', null)])).toEqual([]);
    expect(checkGroup('class-edition-mix', [survey('a', '0603'), survey('b', '0205')])).toHaveLength(1);
  });
});

describe('uids', () => {
  it('finds records that share one, across layers, the first of them being the subject', () => {
    const found = checkGroup('uid-unique', [
      land('same', '0101', { parcel_number: 'GH1' }),
      { layer: 'survey_parcel', uid: 'same', box, fields: { parcel_number: '000007' } },
      land('other', '0101'),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.subject.ref).toEqual({ table: 'land_use', uid: 'same' });
    expect(found[0]?.counterpartLayer).toBeNull();
    expect(found[0]?.pieces).toMatchObject([
      { other: { table: 'survey_parcel', uid: 'same' }, areaM2: 0, severity: 'error', box },
    ]);
    expect(found[0]?.text).toEqual([
      '规划用地用海要素GH1与000007全局标识相同。',
      'Planned land use features GH1 and 000007 share a uid.',
    ]);
  });

  it('leaves records that differ, and counts each further one', () => {
    expect(checkGroup('uid-unique', [land('a', null), land('b', null)])).toEqual([]);
    const three = checkGroup('uid-unique', [land('a', null), land('a', null), land('a', null)]);
    expect(three[0]?.pieces).toHaveLength(2);
  });
});

describe('identifiers', () => {
  const number = '990121000000000001';

  it('finds one that was issued twice, in whatever layers', () => {
    const found = checkGroup('bsm-unique', [
      land('a', null, { identifier: number }),
      { layer: 'functional_zone', uid: 'b', box, fields: { identifier: ` ${number}` } },
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.subject.ref.table).toBe('functional_zone');
    expect(found[0]?.pieces).toMatchObject([{ other: { uid: 'a' }, areaM2: 0, severity: 'error' }]);
    expect(found[0]?.text).toEqual([`标识码${number}重复2次。`, `Identifier ${number} occurs 2 times.`]);
  });

  it('leaves empty ones and single ones', () => {
    const issued = (uid: string, identifier: string | null): GroupRecord => land(uid, null, { identifier });
    expect(checkGroup('bsm-unique', [issued('a', null), issued('b', null)])).toEqual([]);
    expect(checkGroup('bsm-unique', [issued('a', ''), issued('b', '')])).toEqual([]);
    expect(checkGroup('bsm-unique', [issued('a', number), issued('b', null)])).toEqual([]);
  });
});
