import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessDelimiter, separatorHint } from '../../../../electron/formats/csv/dialect.ts';
import { guardText, unguardText } from '../../../../shared/export/formula-guard.ts';
import {
  createRecordParser,
  MAX_FIELDS,
  MAX_RECORD,
} from '../../../../electron/formats/csv/parse-records.ts';

const quoted = (field: string): string =>
  /["\r\n,;\t]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;

/** Records of a text given in pieces. */
function parse(text: string, cuts: readonly number[] = [], delimiter: ',' | ';' | '\t' = ',') {
  const parser = createRecordParser(delimiter);
  const at = [...cuts].map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
  const pieces = [...at, text.length].map((to, i) => text.slice(i === 0 ? 0 : at[i - 1], to));
  const records = [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
  return { records, fault: parser.fault() };
}

describe('records', () => {
  it('come back as they were written, wherever the text is cut, with any line end', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '耕', ' ', "'", ';') });
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 6 }),
        (table, end, last, cuts) => {
          const text = table.map((fields) => fields.map(quoted).join(',')).join(end) + (last ? end : '');
          const { records, fault } = parse(text, cuts);
          expect(fault).toBe(null);
          expect(records).toEqual(table.map((fields, i) => ({ number: i + 1, fields })));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('count blank lines', () => {
    expect(parse('a,b\r\n\r\n1,2\n\n\n3,4').records.map(({ number }) => number)).toEqual([1, 3, 6]);
  });

  it('keep what stands behind a closing quote, and quotes within bare fields', () => {
    expect(parse('"a"b,5" 管,""\n').records).toEqual([{ number: 1, fields: ['ab', '5" 管', ''] }]);
  });

  it('end in a fault where a quote is never closed, or a record has no end', () => {
    expect(parse('a,b\n1,"x\n2,3\n').fault).toEqual({ code: 'csv-quote', row: 2 });
    const parser = createRecordParser(',');
    parser.push('a\n"');
    const piece = 'x'.repeat(MAX_RECORD / 4 + 1);
    for (let i = 0; i < 5; i++) parser.push(piece);
    expect(parser.fault()).toEqual({ code: 'csv-record-large', row: 2 });
    expect(parse(',,'.repeat(MAX_FIELDS)).records[0]?.fields.length).toBe(MAX_FIELDS);
  });
});

describe('the delimiter', () => {
  it.each([
    ['名称,面积\n甲,1\n乙,2\n', ','],
    ['名称;面积\n甲;1,5\n乙;2,5\n', ';'],
    ['名称\t面积\n甲, 北\t1\n', '\t'],
    ['名称|面积\n甲|1\n', '|'],
    ['名称，面积\n甲，1\n', '，'],
    ['名称\n甲\n', ','],
    ['"a;b;c",d\n"x;y",z\n', ','],
    ['一览表\n单位：公顷\n名称,面积,备注\n甲,1,\n乙,2,\n', ','],
    ['', ','],
  ])('of %j is %j', (text, wanted) => {
    expect(guessDelimiter(text)).toBe(wanted);
  });

  it('may be said in the first line', () => {
    expect(separatorHint('sep=;\r\na;b')).toBe(';');
    expect(separatorHint('sep=x\na')).toBe(null);
  });
});

describe('the guard against formulas', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '＝', 'a', '1') }),
  );
  it('leaves no text that a spreadsheet would calculate, and is taken back without loss', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(guardText(one)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(unguardText(guardText(one))).toBe(one);
      }),
      { numRuns: 2000 },
    );
  });
});
