import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeAll } from '../../../shared/write-all.ts';

/** A file that takes no more at a time than it is told to; nothing at all where that is 0. */
function fileTaking(most: readonly number[]) {
  const content: number[] = [];
  let turn = 0;
  return {
    content,
    write: async (bytes: Uint8Array, offset: number, length: number, position: number | null) => {
      const bytesWritten = Math.min(length, most[turn++ % most.length]!);
      const at = position ?? content.length;
      for (let i = 0; i < bytesWritten; i++) content[at + i] = bytes[offset + i]!;
      return { bytesWritten };
    },
  };
}

describe('all of a content', () => {
  it('is written however little the system takes at a time, behind the last or at a place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
        fc.option(fc.integer({ min: 0, max: 5 })),
        async (bytes, most, at) => {
          const file = fileTaking(most);
          await writeAll(file, Uint8Array.of(7, 7, 7, 7, 7));
          await writeAll(file, bytes, at);
          const before = [7, 7, 7, 7, 7];
          const begin = at ?? 5;
          expect(file.content).toEqual([
            ...before.slice(0, begin),
            ...bytes,
            ...before.slice(begin + bytes.length),
          ]);
        },
      ),
    );
  });

  it('is written as UTF-8 where it is a text', async () => {
    const file = fileTaking([1, 2]);
    await writeAll(file, '蓝图');
    expect(Buffer.from(file.content).toString('utf8')).toBe('蓝图');
  });

  it('is an error where the system takes nothing more', async () => {
    await expect(writeAll(fileTaking([3, 0]), new Uint8Array(9))).rejects.toMatchObject({ code: 'EIO' });
  });
});
