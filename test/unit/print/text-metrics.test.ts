import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBundledFont } from '../../../electron/print/font/bundled-font.ts';
import { brokenLines, fittedText, textWidth } from '../../../shared/print/text-metrics.ts';

const style = { size: 1000, bold: false };

describe('widths of text', () => {
  it('are those of the font that is embedded, for every character of it', () => {
    for (const bold of [false, true]) {
      const font = openBundledFont(bold);
      const wrong = font.characters().filter((code) => {
        const { slice, id } = font.find(code)!;
        return slice.glyph(id).advance !== textWidth(String.fromCodePoint(code), { size: 1000, bold });
      });
      expect(wrong).toEqual([]);
    }
  });

  it('add up, with what stands between characters', () => {
    expect(textWidth('用地', style)).toBe(2000);
    expect(textWidth('用地', { ...style, spacing: 50 })).toBe(2050);
    expect(textWidth('', { ...style, spacing: 50 })).toBe(0);
  });
});

describe('lines', () => {
  const words = fc.stringMatching(/^[用地布局，。 a-z0-9]{0,40}$/);

  it('are no wider than their place, and lose nothing but spaces', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 6000, max: 20_000 }), (text, width) => {
        const lines = brokenLines(text, width, style);
        const bare = (some: string): string => some.replaceAll(/\s/g, '');
        expect(bare(lines.join(''))).toBe(bare(text));
        for (const line of lines) {
          // A word that is too wide alone stands alone, and a stop hangs on to its line.
          const alone = /^[a-z0-9]+[，。]*$/.test(line);
          const hanging = line.replace(/[，。]+$/u, '');
          expect(alone || textWidth(hanging, style) <= width).toBe(true);
        }
      }),
    );
  });

  it('do not begin with a stop', () => {
    for (const line of brokenLines('用地布局，用地布局。用地', 4000, style).slice(1))
      expect(line).not.toMatch(/^[，。]/);
  });

  it('are cut with an ellipsis where they must be', () => {
    expect(fittedText('用地布局', 9000, style)).toBe('用地布局');
    const cut = fittedText('用地布局规划', 4000, style);
    expect(cut.endsWith('…')).toBe(true);
    expect(textWidth(cut, style)).toBeLessThanOrEqual(4000);
  });
});
