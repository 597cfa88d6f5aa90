import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../shared/i18n/text.ts';
import { read, sourceFiles } from './source-files.ts';

/** A parameter that itself differs by language ends in `Zh` or `En`. */
const params = (text: string): string[] =>
  [...text.matchAll(/\{(\w+?)(?:Zh|En)?\}/g)].map((match) => match[1] ?? '').toSorted();

/** Texts that are punctuation, and so may be blank. */
const BLANK = new Set(['rules.sentence-separator']);

/** Where a failure's sentence may stand: said as it is, or as the reason within another sentence. */
const PREFIXES = ['error.', 'error.import.', 'import.note.', 'geometry.', 'error.geometry.'];

describe('texts', () => {
  const zh = TEXTS['zh-CN'];
  const { en } = TEXTS;

  it('exist in both languages', () => {
    expect(Object.keys(en).filter((key) => !(key in zh))).toEqual([]);
    expect(Object.keys(zh).filter((key) => !(key in en))).toEqual([]);
    const blank = [...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => text.trim() === '');
    expect(blank.map(([key]) => key).filter((key) => !BLANK.has(key))).toEqual([]);
  });

  it('take the same parameters', () => {
    const wrong = Object.keys(zh).filter(
      (key) => params(zh[key] ?? '').join() !== params(en[key] ?? '').join(),
    );
    expect(wrong).toEqual([]);
  });

  it('exist for every failure that the code names', () => {
    const codes = ['shared', 'electron', 'renderer'].flatMap((folder) =>
      sourceFiles(folder).flatMap((file) =>
        [...read(file).matchAll(/\bfail\(\s*'([^']+)'/g)].map((match) => ({ file, code: match[1] ?? '' })),
      ),
    );
    expect(codes.length).toBeGreaterThan(20);
    expect(
      codes
        .filter(({ code }) => !PREFIXES.some((prefix) => `${prefix}${code}` in zh))
        .map(({ file, code }) => `${file}: error.${code}`),
    ).toEqual([]);
  });

  it('never say that a result is compliant', () => {
    const wrong = Object.entries(zh).filter(([, text]) => /合规|检查通过/.test(text));
    expect(wrong).toEqual([]);
  });

  it('are not written into components', () => {
    const wrong = sourceFiles('renderer', ['.tsx']).filter((file) =>
      read(file)
        .split('\n')
        .some(
          (line) => !/^\s*(\*|\/\/|\/\*)/.test(line) && /\p{Script=Han}/u.test(line.replace(/\/\/.*$/, '')),
        ),
    );
    expect(wrong).toEqual([]);
  });
});
