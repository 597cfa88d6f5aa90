import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertValue } from '../../../shared/change/convert-value.ts';
import { chinaDay } from '../../../shared/change/china-day.ts';
import { coerce } from '../../../shared/import/coerce.ts';
import { createValueMapper } from '../../../shared/import/map-values.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { must } from '../../fixtures/import/must.ts';

/* A moment that names its zone, put into a field that holds days, is the day in China. */

const redline = must(builtinLayer('ecological_redline'));
const day = must(redline.fields.find(({ name }) => name === 'valid_from'));

describe('the day of a moment', () => {
  it.each([
    ['2026-03-01T16:00:00Z', '2026-03-02', true],
    ['2026-03-01T15:59:59.999Z', '2026-03-01', false],
    ['2026/03/01 16:00:00+00', '2026-03-02', true],
    ['2026-03-01T09:00:00-0700', '2026-03-02', true],
    ['2026年3月1日 16:00 Z', '2026-03-02', true],
    ['2026-12-31T16:00:00Z', '2027-01-01', true],
    ['2026-03-02T01:00:00+09:30', '2026-03-01', true],
  ])('%s is %s in China', (text, date, moved) => {
    expect(chinaDay(text)).toEqual({ date, moved });
    expect(coerce(day, text)).toEqual({ value: date, note: moved ? 'date-moved' : 'date-zoned' });
    expect(convertValue(text, day).value).toBe(date);
  });

  it.each([
    ['2026-03-01T16:00:00', '2026-03-01'],
    ['2026-03-01 23:59', '2026-03-01'],
    ['2026-03-01', '2026-03-01'],
    ['2026-03-02T00:00:00+08:00', '2026-03-02'],
    ['2026-03-01T23:00:00+0800', '2026-03-01'],
  ])('%s keeps the day that is written, and nothing is said', (text, date) => {
    expect(chinaDay(text)).toBeNull();
    expect(coerce(day, text)).toEqual({ value: date });
    expect(convertValue(text, day).value).toBe(date);
  });

  it.each([
    '2026-02-30T16:00:00Z',
    '2026-13-01T16:00:00Z',
    '2026-03-01T99:00:00Z',
    '2026-03-01T16:00:00+99:00',
  ])('%s is no moment', (text) => expect(chinaDay(text)).toBeNull());

  it('is the day that the calendar of Shanghai shows, whatever zone it is written in', () => {
    // From 1992 on; before, there were summers with another time, which is not the rule here.
    const from = Date.UTC(1992, 0, 1);
    const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
    fc.assert(
      fc.property(
        fc.integer({ min: from / 1000, max: Date.UTC(2100, 0, 1) / 1000 }),
        fc.integer({ min: -14 * 4, max: 14 * 4 }).filter((quarters) => quarters !== 32),
        (seconds, quarters) => {
          const written = new Date(seconds * 1000 + quarters * 900_000).toISOString().slice(0, 19);
          const minutes = Math.abs(quarters) * 15;
          const two = (value: number): string => String(value).padStart(2, '0');
          const zone = `${quarters < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
          const date = shanghai.format(new Date(seconds * 1000));
          expect(chinaDay(written + zone)).toEqual({ date, moved: date !== written.slice(0, 10) });
        },
      ),
    );
  });

  it('is counted for each field, not told feature by feature', () => {
    const notes: string[] = [];
    const plan = { mapping: { valid_from: 'D' }, constants: {} };
    const mapper = createValueMapper(redline, plan, ({ code }) => notes.push(code));
    const given = ['2026-03-01T16:00:00Z', '2026-03-01T02:00:00Z', '2026-03-01', '2026-03-01T20:00:00'];
    const days = given.map((D, i) => mapper.map(i + 1, { D })['valid_from']);
    expect(days).toEqual(['2026-03-02', '2026-03-01', '2026-03-01', '2026-03-01']);
    expect(notes).toEqual([]);
    expect(mapper.zoned()).toEqual([{ field: 'valid_from', count: 2, moved: 1 }]);
  });
});
