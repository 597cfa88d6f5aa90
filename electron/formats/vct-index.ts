import { noticed, type Problem } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { splitLines } from './line-spans.ts';
import { readChunks } from './read-chunks.ts';
import { createCursor, type VctCursor } from './vct-cursor.ts';
import { formOfHead, hasOffset, headEntry, separatorOf, topologyOf, type VctHead } from './vct-head.ts';
import { createLineIndex, type LineIndex } from './vct-lines.ts';
import { createObjectReader, type VctObject, type VctObjectReader } from './vct-objects.ts';
import type { VctDialect } from './vct-parts.ts';
import type { RowRange } from './vct-rows.ts';
import {
  layersOf,
  readCode,
  readField,
  type VctCode,
  type VctField,
  type VctGeometry,
  type VctLayer,
  type VctTable,
} from './vct-schema.ts';

/** Longest line, bytes. */
export const MAX_LINE = 1 << 20;
/** Lines of one file: a map holds 16 million entries. */
const MAX_LINES = 12_000_000;
const MAX_CODES = 10_000;
const MAX_SECTIONS = 10_000;
const MAX_HEAD = 1000;
const MAX_NOTES = 200;

/** A section of objects: its place in the file, and the number of the line before it. */
export interface VctSection {
  readonly geometry: VctGeometry;
  readonly from: number;
  to: number;
  readonly line: number;
}

/** What one pass over a VCT file gives: where everything is. */
export interface VctIndex {
  readonly head: VctHead;
  readonly dialect: VctDialect;
  readonly layers: readonly { readonly layer: VctLayer; readonly count: number }[];
  readonly sections: readonly VctSection[];
  readonly lines: LineIndex;
  /** Rows by name of the table in lower case. */
  readonly rows: ReadonlyMap<string, readonly RowRange[]>;
  readonly notes: readonly Problem[];
}

const KEYWORD = /^([A-Za-z]+?)(Begin|End)$/i;
const OBJECTS: Readonly<Record<string, VctGeometry>> = { point: 'point', line: 'line', polygon: 'polygon' };
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Takes the lines of the sections, one after another. */
function createIndexer() {
  const head = new Map<string, string>();
  const codes: VctCode[] = [];
  const tables: { name: string; fields: VctField[]; wanted: number }[] = [];
  const sections: VctSection[] = [];
  const rows = new Map<string, RowRange[]>();
  const rowNames = new Map<string, string>();
  const counts = new Map<string, number>();
  const lines = createLineIndex();
  const notes: Problem[] = [];
  const unread = new Map<string, number>();
  let dialect: VctDialect | null = null;
  let objects: VctObjectReader | null = null;
  let failure: Result<never> | null = null;
  let rowsFrom = -1;
  let rowsTable = '';
  let lost = 0;

  const stop = (code: string, params: Record<string, string | number> = {}): void => {
    failure ??= fail(code, params);
  };
  const begin = (): VctDialect | null => {
    if (dialect !== null) return dialect;
    const form = formOfHead(head);
    const topology = topologyOf(head);
    if (form === null) stop('vct-dialect', { mark: head.get('datamark') ?? '' });
    else if (form === 'old' && topology === 2) stop('vct-topology');
    else if (hasOffset(head)) stop('vct-offset', { offset: head.get('offset') ?? '' });
    else dialect = { form, separator: separatorOf(head), topology };
    return dialect;
  };
  const take = (geometry: VctGeometry, object: VctObject): void => {
    const { id, code, fault, runs, line, last } = object;
    if (object.isCut && dialect?.form === 'old') {
      stop('vct-broken', { line });
      return;
    }
    const key = `${geometry}\n${code}`;
    if (counts.has(key) || counts.size < MAX_CODES) counts.set(key, (counts.get(key) ?? 0) + 1);
    // Curves among the borders are said by the polygons that need them.
    const isLost = fault !== null && (geometry !== 'line' || fault === 'vct-object');
    if (isLost && !codes.some((one) => one.geometry === geometry && one.code === code)) {
      lost++;
      if (lost <= MAX_NOTES) notes.push(noticed(null, 'vct-object-lost', { line, last }));
    }
    if (geometry !== 'line') return;
    if (fault !== null) lines.addFault(id, fault);
    else lines.add(id, runs[0]![0], runs.at(-1)![1]);
    if (lines.size + lines.faults > MAX_LINES) stop('vct-too-many', { count: MAX_LINES });
  };
  const split = (text: string): string[] => text.split(dialect?.separator ?? ',').map((part) => part.trim());

  const passOver = (text: string, line: number): void => {
    if (unread.size < MAX_NOTES && !unread.has(text)) unread.set(text, line);
  };
  const endRows = (to: number): void => {
    if (rowsFrom < 0) return;
    const key = rowsTable.toLowerCase();
    if (rows.size >= MAX_SECTIONS) stop('vct-too-many', { count: MAX_SECTIONS });
    rows.set(key, [...(rows.get(key) ?? []), [rowsFrom, to]]);
    rowNames.set(key, rowsTable);
    rowsFrom = -1;
  };

  return {
    failure: () => failure,
    begin: (section: string, cursor: VctCursor): void => {
      const geometry = OBJECTS[section];
      if (section === 'head') return;
      const own = begin();
      if (geometry === undefined || own === null) return;
      if (sections.length >= MAX_SECTIONS) stop('vct-too-many', { count: MAX_SECTIONS });
      sections.push({ geometry, from: cursor.to, to: cursor.to, line: cursor.line });
      objects = createObjectReader(geometry, own, (object) => take(geometry, object));
    },
    end: (section: string, cursor: VctCursor): void => {
      if (OBJECTS[section] !== undefined && objects !== null) {
        objects.end();
        objects = null;
        sections.at(-1)!.to = cursor.from;
      }
      if (section === 'attribute') endRows(cursor.from);
    },
    line: (section: string, cursor: VctCursor): void => {
      if (objects !== null) {
        objects.line(cursor);
        return;
      }
      if (section === 'attribute' && rowsFrom >= 0) {
        if (isLetter(cursor.first()) && /^TableEnd$/i.test(cursor.text() ?? '')) endRows(cursor.from);
        return;
      }
      const text = cursor.text();
      if (text === null) return;
      if (section === 'head') {
        const entry = headEntry(text);
        if (entry !== null && head.size < MAX_HEAD) head.set(...entry);
      } else if (section === 'featurecode' && dialect !== null) {
        const code = readCode(split(text), dialect.form);
        if (code === null && !/annotation/i.test(text)) passOver(text.slice(0, 60), cursor.line);
        if (code !== null && codes.length < MAX_CODES) codes.push(code);
      } else if (section === 'tablestructure') {
        const open = tables.at(-1);
        const parts = split(text);
        if (open !== undefined && open.fields.length < open.wanted) open.fields.push(readField(parts));
        else if (text !== '0' && tables.length < MAX_CODES)
          tables.push({ name: parts[0]!, fields: [], wanted: Math.min(Number(parts[1]) || 0, 1000) });
      } else if (section === 'attribute') {
        rowsTable = text.slice(0, 200);
        rowsFrom = cursor.to;
      } else if (section !== '') passOver(`[${section}]`, cursor.line);
    },
    finish: (): Result<VctIndex> => {
      if (failure !== null) return failure;
      if (dialect === null) return fail('vct-empty');
      const structures: VctTable[] = tables.map(({ name, fields }) => ({ name, fields }));
      const layers = layersOf(codes, structures).map((layer) => ({
        layer,
        count: layer.codes.reduce((sum, code) => sum + (counts.get(`${layer.geometry}\n${code}`) ?? 0), 0),
      }));
      if (lost > MAX_NOTES) notes.push(noticed(null, 'vct-object-lost-more', { count: lost - MAX_NOTES }));
      if (lines.again > 0) notes.push(noticed(null, 'vct-id-again', { count: lines.again }));
      for (const [key, count] of counts) {
        const [geometry, code = ''] = key.split('\n');
        // Lines of no feature code are the borders that polygons are made of.
        if (geometry !== 'line' && !codes.some((one) => one.geometry === geometry && one.code === code))
          notes.push(noticed(null, 'vct-code-unknown', { code: code.slice(0, 60), count }));
      }
      for (const [text, line] of unread) notes.push(noticed(null, 'vct-unread', { text, line }, 'info'));
      for (const [key, name] of rowNames) {
        if (!layers.some(({ layer }) => layer.table?.name.toLowerCase() === key))
          notes.push(noticed(null, 'vct-table', { table: name.slice(0, 60) }, 'info'));
      }
      return ok({ head, dialect, layers, sections, lines, rows, notes });
    },
  };
}

/**
 * Goes through a VCT file once. Memory is one place a line (of those that polygons are made of), nothing a polygon.
 *
 * @returns failures `vct-empty`, `vct-dialect`, `vct-topology`, `vct-offset`, `vct-too-many`, `vct-broken`,
 * `vct-truncated`, `cancelled`
 */
export async function indexVct(
  path: string,
  options: { readonly encoding: string; readonly signal: AbortSignal },
): Promise<Result<VctIndex>> {
  const indexer = createIndexer();
  const cursor = createCursor(options.encoding);
  let section = '';
  let isComment = false;
  for await (const batch of splitLines(readChunks(path, options), MAX_LINE)) {
    for (let i = 0; 2 * i < batch.spans.length; i++) {
      cursor.move(batch, i);
      const first = cursor.first();
      if (first === 0) continue;
      const keyword = isLetter(first) ? KEYWORD.exec(cursor.text() ?? '') : null;
      const name = keyword?.[1]?.toLowerCase() ?? '';
      const isBegin = keyword?.[2]?.toLowerCase() === 'begin';
      if (keyword !== null && name === 'comment') isComment = isBegin;
      else if (isComment) continue;
      else if (keyword === null || name === 'table') indexer.line(section, cursor);
      else {
        if (section !== '') indexer.end(section, cursor);
        section = isBegin ? name : '';
        if (isBegin) indexer.begin(name, cursor);
      }
      const failure = indexer.failure();
      if (failure !== null) return failure;
    }
    if (options.signal.aborted) return fail('cancelled');
  }
  if (options.signal.aborted) return fail('cancelled');
  if (section !== '') return fail('vct-truncated', { section });
  return indexer.finish();
}
