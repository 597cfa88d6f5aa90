import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collisionKey, isSafeName, isSafePath, safeName } from '../../../shared/package/paths.ts';
import { folderNames, packageName, STRUCTURE, vectorName } from '../../../shared/package/structure.ts';

const codePoint = fc
  .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

describe('paths of a package', () => {
  it.each(['4矢量数据/990121试点县.gpkg', 'manifest.json', 'a/b/c.txt', '说明（内部）.txt'])(
    '%s may stand',
    (path) => {
      expect(isSafePath(path)).toBe(true);
    },
  );

  it.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../x',
    'a/./x',
    'a//x',
    'a/',
    'C:/x',
    'a\\b',
    'con',
    'CON.txt',
    'nul.',
    'lpt1.gpkg',
    'x.',
    'x ',
    ' x',
    'x\u0000y',
    'x\u202egpj.exe',
    'e\u0301',
    'a?b',
    `${'x'.repeat(121)}`,
    'x/'.repeat(130) + 'y',
  ])('%j is refused', (path) => {
    expect(isSafePath(path)).toBe(false);
  });

  it('are the same for some file systems where case or composition alone differs', () => {
    expect(collisionKey('A/说明.TXT')).toBe(collisionKey('a/说明.txt'));
    expect(collisionKey('e\u0301')).toBe(collisionKey('\u00e9'));
  });

  it('of anything a person types become names that may stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint, maxLength: 200 }), (text) => {
        const name = safeName(text, 'file');
        expect(isSafeName(name)).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      }),
    );
    expect(safeName('规划/文本:终稿?.pdf', 'file')).toBe('规划_文本_终稿_.pdf');
    expect(safeName('con.pdf', 'file')).toBe('_con.pdf');
    expect(safeName('...', 'file')).toBe('file');
  });
});

describe('the structure of a county deliverable', () => {
  const county = { code: '440803', name: '霞山区' };

  it('calls the vector data as the sample does', () => {
    expect(`${folderNames().vector}/${vectorName(county)}`).toBe(
      '4矢量数据/440803霞山区县级国土空间总体规划矢量数据',
    );
    expect(packageName(county, '报审检查确认版')).toBe(
      '440803霞山区县级国土空间总体规划电子成果_报审检查确认版',
    );
  });

  it('says of each name whether it is verified and where it comes from', () => {
    const all = [STRUCTURE.root, STRUCTURE.vector, ...STRUCTURE.folders];
    expect(all.every(({ name, source }) => name !== '' && source !== '')).toBe(true);
    const verified = STRUCTURE.folders.filter((folder) => folder.verified === 'yes').map(({ key }) => key);
    expect(verified).toEqual(['vector']);
  });

  it('takes names of folders from the user, unless they cannot stand', () => {
    const names = folderNames({ text: '01文本', maps: '../图' });
    expect([names.text, names.maps]).toEqual(['01文本', '2规划图件']);
  });

  it('survives a county name with anything in it', () => {
    expect(vectorName({ code: '1', name: '$&{code}/..' })).not.toContain('/');
  });
});
