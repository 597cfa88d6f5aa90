import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../electron/formats/catalogue.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';

describe('the formats', () => {
  it('have names of their own', () => {
    expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
    const endings = FORMATS.flatMap(({ writer }) => (writer === undefined ? [] : [writer.extension]));
    expect(endings.every((ending) => /^\.[a-z0-9]+$/.test(ending))).toBe(true);
  });

  it('are named and described wherever they are written', () => {
    for (const { id, writer } of FORMATS) {
      if (writer === undefined) continue;
      for (const key of [`export.format.${id}`, `export.about.${id}`])
        expect(TEXTS['zh-CN'], id).toHaveProperty([key]);
    }
  });
});
