import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOfAnswer, FORM_LISTS, formText, isForm, readForm } from '../../../shared/field/form.ts';
import { readSketchText, sketchText } from '../../../shared/field/sketch-text.ts';
import { handPosition, measuredPosition, readPosition } from '../../../shared/field/verdict.ts';
import { recordOf } from '../../../shared/gnss/position-record.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { codeEntry } from '../../../shared/model/code-list.ts';

describe('the form of a task', () => {
  it('is kept and read again, in the order of its questions', () => {
    const answers = fc.record(
      Object.fromEntries(
        FORM_LISTS.map(({ id, choices }) => [id, fc.constantFrom(...choices.map(({ code }) => code))]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(answers, (given) => {
        const text = formText(given as Record<string, string>);
        expect(readForm(text)).toEqual(given);
        if (text !== null) expect(isForm(text)).toBe(true);
      }),
    );
    expect(formText({ boundary: 'differs', land_class: 'paddy' })).toBe(
      '{"land_class":"paddy","boundary":"differs"}',
    );
    expect(formText({})).toBeNull();
  });
  it.each([
    '',
    '[]',
    'null',
    '{"land_class":"sea"}',
    '{"boundary":"agrees","x":1}',
    '{ "boundary":"agrees"}',
  ])('is not %s', (text) => expect(isForm(text)).toBe(false));
  it('leaves out what it does not know', () => {
    expect(readForm('{"land_class":"sea","boundary":"agrees"}')).toEqual({ boundary: 'agrees' });
    expect(readForm('{')).toEqual({});
  });
  it('names classes that the code table and the layer of observations know', () => {
    const field = builtinLayer('observation')?.fields.find(({ name }) => name === 'observed_class');
    const named = FORM_LISTS.flatMap(({ choices }) => choices.flatMap((one) => one.class ?? []));
    expect(named.length).toBeGreaterThan(3);
    for (const code of named) expect(codeEntry(field?.domain ?? '', code)?.code).toBe(code);
    expect(classOfAnswer({ land_class: 'paddy' })).toBe('0101');
    expect(classOfAnswer({ land_class: 'built' })).toBeNull();
    expect(classOfAnswer({})).toBeNull();
  });
  it('says of each answer whether it is verified, and has each code once', () => {
    for (const { choices } of FORM_LISTS) {
      expect(new Set(choices.map(({ code }) => code)).size).toBe(choices.length);
      for (const { verified, source, label } of choices) {
        expect(['yes', 'practice', 'no']).toContain(verified);
        expect(source).not.toBe('');
        expect(label['zh-CN']).not.toBe('');
        expect(label.en).not.toBe('');
      }
    }
  });
});

describe('a sketch', () => {
  const position = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }).map((x) => x + 0),
    fc.double({ min: -90, max: 90, noNaN: true }).map((y) => y + 0),
  );
  it('is kept as GeoJSON and read again', () => {
    fc.assert(
      fc.property(fc.array(fc.array(position, { minLength: 2, maxLength: 9 }), { minLength: 1 }), (lines) => {
        expect(readSketchText(sketchText(lines)!)).toEqual(lines);
      }),
    );
    expect(sketchText([])).toBeNull();
    expect(sketchText([[[110, 30]]])).toBeNull();
  });
  it.each([
    '',
    'null',
    '{"type":"Point","coordinates":[1,2]}',
    '{"type":"MultiLineString"}',
    '{"type":"MultiLineString","coordinates":[[[1,2]]]}',
    '{"type":"MultiLineString","coordinates":[[[1,2],[3,"4"]]]}',
    '{"type":"MultiLineString","coordinates":[[[1,2],[3,91]]]}',
    '{"type":"MultiLineString","coordinates":[[[1,2,3],[3,4]]]}',
  ])('is not %s', (text) => expect(readSketchText(text)).toBeNull());
});

describe('where somebody stood', () => {
  const fix = {
    timeMs: 1_796_000_000_000,
    lon: 110.1234567894,
    lat: 30.5,
    quality: 4,
    accuracy: { source: 'receiver', horizontalM: 0.4, verticalM: 0.8 },
    heightGeoidM: 486.2,
    heightEllipsoidM: 464.8,
  } as const;
  it('by a receiver is on the grid and on the ground, with its accuracy and its system', () => {
    const position = measuredPosition(recordOf(fix, { frame: 'wgs84', antennaHeightM: 2 }));
    expect(position).toEqual({
      how: 'receiver',
      place: [110.123456789, 30.5],
      accuracyM: 0.4,
      accuracyFrom: 'receiver',
      quality: 4,
      heightM: 484.2,
      timeMs: fix.timeMs,
      note: 'wgs84-taken',
    });
    expect(readPosition(JSON.stringify(position))).toEqual(position);
  });
  it('by a tap has no accuracy', () => {
    expect(handPosition([110, 30])).toMatchObject({ how: 'hand', accuracyM: null, accuracyFrom: 'unknown' });
  });
  it.each([null, '', '{}', '{"how":"guess"}'])('is not %s', (text) => expect(readPosition(text)).toBeNull());
});
