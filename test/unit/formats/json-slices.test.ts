import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceJson, type JsonSlice } from '../../../electron/formats/json-slices.ts';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) {
    // The buffer is used again, as a reader of files does.
    const chunk = bytes.slice(i, i + size);
    yield chunk;
    chunk.fill(0);
  }
}

async function slice(text: string, size = 7, doubleByte = false): Promise<JsonSlice[]> {
  const all: JsonSlice[] = [];
  const bytes = new TextEncoder().encode(text);
  for await (const one of sliceJson(chunked(bytes, size), { array: 'features', doubleByte })) all.push(one);
  return all;
}

const textOf = (one: JsonSlice): string =>
  one.kind === 'broken' ? one.code : new TextDecoder().decode(one.bytes);

describe('cutting JSON into features', () => {
  it('gives back what JSON.stringify wrote, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 6 }),
        fc.jsonValue(),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (features, other, size, pretty) => {
          const text = JSON.stringify(
            { type: 'x', other, features, last: other },
            null,
            pretty ? 2 : undefined,
          );
          const slices = await slice(text, size);
          expect(slices.filter(({ kind }) => kind === 'broken')).toEqual([]);
          const elements = slices.filter(({ kind }) => kind === 'element');
          expect(elements.map((one) => JSON.parse(textOf(one)) as unknown)).toEqual(
            JSON.parse(JSON.stringify(features)),
          );
          const members = slices
            .filter((one) => one.kind === 'member')
            .map((one) => [one.key, JSON.parse(textOf(one))]);
          expect(members).toEqual(
            JSON.parse(
              JSON.stringify([
                ['type', 'x'],
                ['other', other],
                ['last', other],
              ]),
            ),
          );
        },
      ),
    );
  });

  it.each([
    ['{"features":[{"a":1},{"b":', 1, 'json-truncated'],
    ['{"features":[{"a":1}', 1, 'json-truncated'],
    ['{"features":[{"a":"', 0, 'json-truncated'],
    ['', 0, 'json-truncated'],
    ['[1]', 0, 'json-broken'],
    ['{"features":[1}]', 0, 'json-broken'],
    ['{"features":[{"a":[}]}', 0, 'json-broken'],
    ['{"a":1} {"a":1}', 0, 'json-broken'],
    ['{"a":1,}', 0, 'json-broken'],
    [`{"features":[${'['.repeat(100)}`, 0, 'json-too-deep'],
  ])('tells what is wrong with %s', async (text, elements, code) => {
    const slices = await slice(text);
    expect(slices.filter(({ kind }) => kind === 'element')).toHaveLength(elements);
    expect(textOf(slices[slices.length - 1]!)).toBe(code);
  });

  it('takes a byte order mark and an empty list', async () => {
    expect(await slice('\ufeff{"features":[ ]}')).toEqual([]);
    expect((await slice('\ufeff{"features":[1 , "]}" ]}')).map(textOf)).toEqual(['1', '"]}"']);
  });

  it('is not led astray by the second bytes of GB 18030', async () => {
    // 0x95 0x5C and 0x8A 0x7B are characters whose second byte is a backslash and a brace.
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode('{"features":[{"a":"'),
      0x95,
      0x5c,
      0x8a,
      0x7b,
      0x81,
      0x30,
      0x81,
      0x30,
      ...new TextEncoder().encode('"},2]}'),
    ]);
    const all: JsonSlice[] = [];
    for await (const one of sliceJson(chunked(bytes, 3), { array: 'features', doubleByte: true }))
      all.push(one);
    expect(all.map(({ kind }) => kind)).toEqual(['element', 'element']);
  });
});
