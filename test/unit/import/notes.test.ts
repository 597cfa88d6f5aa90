import { describe, expect, it } from 'vitest';
import { createNoteBook } from '../../../shared/import/notes.ts';

describe('the notes of an import', () => {
  it('keeps the first two hundred of a kind and counts the rest', () => {
    const book = createNoteBook();
    for (let i = 1; i <= 1000; i++)
      book.add({ feature: i, code: 'code-unknown', params: {}, level: 'warning' });
    book.add({ feature: 7, code: 'no-geometry', params: {}, level: 'error' });
    const notes = book.list();
    expect(notes).toHaveLength(202);
    expect(notes[199]?.feature).toBe(200);
    expect(notes[201]).toEqual({
      feature: null,
      code: 'more',
      params: { count: 800, like: 1 },
      level: 'warning',
    });
  });

  it('tells repairs one by one, because they change shapes', () => {
    const book = createNoteBook();
    for (let i = 1; i <= 3000; i++)
      book.add({ feature: i, code: 'repaired-rebuilt', params: { count: 1 }, level: 'warning' });
    expect(book.list()).toHaveLength(3000);
  });
});
