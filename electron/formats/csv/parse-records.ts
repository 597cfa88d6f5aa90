import type { Delimiter } from './dialect.ts';

/** Characters of one record: the outline of a county with all its vertices stays far below. */
export const MAX_RECORD = 64 * 1024 ** 2;
export const MAX_FIELDS = 1024;

/** Why a text cannot be read on, with the number of the record. */
export interface RecordFault {
  readonly code: 'csv-quote' | 'csv-record-large';
  readonly row: number;
}

/** Parts a text into records as it comes (RFC 4180; any of the three line ends; quotes may hold line ends). */
export interface RecordParser {
  /** Complete records so far, each with its number; blank lines count and are left out. */
  push(text: string): { readonly number: number; readonly fields: readonly string[] }[];
  /** The last record, if it has no line end. */
  end(): { readonly number: number; readonly fields: readonly string[] }[];
  fault(): RecordFault | null;
}

/** Where a parser is: before a field, in a bare one, in quotes, behind a quote that may be the end or half of two. */
type Place = 'start' | 'bare' | 'quoted' | 'after-quote';

export function createRecordParser(delimiter: Delimiter): RecordParser {
  let place: Place = 'start';
  let field = '';
  let fields: string[] = [];
  let number = 0;
  let size = 0;
  let afterReturn = false;
  let fault: RecordFault | null = null;
  let done: { readonly number: number; readonly fields: readonly string[] }[] = [];

  const endField = (): void => {
    // More columns than any table has belong to no table; the rest of the record is passed over.
    if (fields.length < MAX_FIELDS) fields.push(field);
    field = '';
    place = 'start';
  };
  const endRecord = (): void => {
    endField();
    number++;
    if (fields.length > 1 || fields[0] !== '') done.push({ number, fields });
    fields = [];
    size = 0;
  };

  /** Takes the characters up to the next that means something. */
  const run = (text: string, from: number, ends: RegExp): number => {
    ends.lastIndex = from;
    const to = ends.exec(text)?.index ?? text.length;
    field += text.slice(from, to);
    return to;
  };
  const bareEnds = new RegExp(`[\\r\\n${delimiter === '|' ? '\\|' : delimiter}]`, 'g');
  const quotedEnds = /"/g;

  const step = (text: string, at: number): number => {
    const character = text[at]!;
    if (place === 'quoted') {
      if (character !== '"') return run(text, at, quotedEnds);
      place = 'after-quote';
      return at + 1;
    }
    if (character === '"') {
      if (place === 'after-quote') {
        field += '"';
        place = 'quoted';
        return at + 1;
      }
      if (place === 'start') {
        place = 'quoted';
        return at + 1;
      }
    }
    if (character === delimiter) endField();
    else if (character === '\n' && afterReturn && place === 'start' && fields.length === 0) {
      // The second half of a line end.
    } else if (character === '\r' || character === '\n') endRecord();
    else {
      // What stands behind a closing quote is kept, however wrong.
      place = 'bare';
      return run(text, at, bareEnds);
    }
    return at + 1;
  };

  const take = (): { readonly number: number; readonly fields: readonly string[] }[] => {
    const records = done;
    done = [];
    return records;
  };

  return {
    fault: () => fault,
    push: (text) => {
      for (let at = 0; at < text.length && fault === null;) {
        const before = at;
        at = step(text, at);
        size += at - before;
        afterReturn = text[before] === '\r' && place === 'start';
        if (size > MAX_RECORD) fault = { code: 'csv-record-large', row: number + 1 };
      }
      return take();
    },
    end: () => {
      if (fault !== null) return [];
      if (place === 'quoted') fault = { code: 'csv-quote', row: number + 1 };
      else if (field !== '' || fields.length > 0 || place !== 'start') endRecord();
      return take();
    },
  };
}
