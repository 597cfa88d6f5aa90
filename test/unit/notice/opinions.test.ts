import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPINION_LIMITS, parseOpinions } from '../../../shared/notice/opinions.ts';
import { must } from '../../../shared/result.ts';

const good = {
  id: '00112233445566778899aabbccddeeff',
  number: 3,
  name: '李四',
  contact: '13800000000',
  text: '建议避让村庄。',
  date: '2026-12-02T08:00:00.000Z',
};
const file = (opinions: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    format: 'lantu-opinions/1',
    notice: '0f0f0f0f-0000-4000-8000-000000000001',
    title: '规划公示',
    saved: '2026-12-02T08:00:00.000Z',
    opinions,
    ...more,
  });
const codeOf = (content: string): string => {
  const read = parseOpinions(content);
  return read.ok ? 'ok' : read.error.code;
};

describe('a file of opinions', () => {
  it('is read as the form saves it, with a byte order mark too', () => {
    expect(
      must(parseOpinions(`\ufeff${file([good, { ...good, id: `${good.id}00`, number: null }])}`)),
    ).toEqual({
      notice: '0f0f0f0f-0000-4000-8000-000000000001',
      opinions: [good, { ...good, id: `${good.id}00`, number: null }],
    });
  });

  it('keeps hostile text as text, without what cannot be seen', () => {
    const text = '<script>alert(1)</script>\u0000\u202eabc\n=cmd()';
    const [one] = must(parseOpinions(file([{ ...good, text }]))).opinions;
    expect(one?.text).toBe('<script>alert(1)</script>abc\n=cmd()');
  });

  it.each([
    ['no JSON', '<html>', 'notice.opinions-json'],
    ['nothing', '', 'notice.opinions-json'],
    ['a list', '[]', 'notice.opinions-shape'],
    ['another format', file([good], { format: 'x' }), 'notice.opinions-shape'],
    ['a newer format', file([good], { format: 'lantu-opinions/2' }), 'notice.opinions-newer'],
    ['no opinions', file([]), 'notice.opinions-shape'],
    ['a notice that is none', file([good], { notice: "x'; DROP" }), 'notice.opinions-shape'],
    ['an id that is none', file([{ ...good, id: '../../etc/passwd' }]), 'notice.opinions-shape'],
    ['a number that is none', file([{ ...good, number: 1.5 }]), 'notice.opinions-shape'],
    ['a number as text', file([{ ...good, number: '3' }]), 'notice.opinions-shape'],
    ['an empty text', file([{ ...good, text: ' \u0000 ' }]), 'notice.opinions-shape'],
    ['a day that is none', file([{ ...good, date: 'yesterday' }]), 'notice.opinions-shape'],
    [
      'a text that is too long',
      file([{ ...good, text: 'x'.repeat(OPINION_LIMITS.text + 1) }]),
      'notice.opinions-shape',
    ],
    [
      'too many',
      file(Array.from({ length: OPINION_LIMITS.inFile + 1 }, () => good)),
      'notice.opinions-shape',
    ],
    ['too much', `"${'x'.repeat(OPINION_LIMITS.fileBytes)}"`, 'notice.opinions-size'],
    ['a deep nest', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'notice.opinions-shape'],
  ])('is refused for %s', (_what, content, code) => {
    expect(codeOf(content)).toBe(code);
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.anything().map((one) => JSON.stringify({ ...JSON.parse(file([good])), opinions: [one] })),
        ),
        (content) => {
          expect(codeOf(content)).toMatch(/^(ok|notice\.opinions-(json|shape|size|newer))$/);
        },
      ),
    );
  });

  it('does not let a prototype be changed', () => {
    parseOpinions(file([JSON.parse(`{"__proto__":{"polluted":true},"id":"${good.id}"}`)]));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
