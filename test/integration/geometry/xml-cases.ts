import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { BoolOp } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { readWkb } from '../../../shared/geometry/wkb.ts';

/*
 * Reads the XML files in which JTS and GEOS keep their test cases: a case has two geometries (WKT or hexadecimal
 * WKB) and tests, each an operation with the geometry that is expected. Coordinates are planar.
 */

/** The areas of a geometry; `mixed` when it also has points or lines, or is something else. */
export interface Planar {
  readonly areas: Packed;
  readonly mixed: boolean;
}

export interface XmlTest {
  readonly op: BoolOp;
  /** The second geometry is the subject. */
  readonly swapped: boolean;
  /** Undefined when the file only asks that the operation succeeds. */
  readonly expected: Planar | undefined;
}

export interface XmlCase {
  readonly name: string;
  readonly a: Planar;
  readonly b: Planar | undefined;
  readonly tests: readonly XmlTest[];
  /** Tests of other operations, and of these with further arguments. */
  readonly others: number;
}

const OPERATIONS: Record<string, BoolOp | 'all'> = {
  intersection: 'intersection',
  union: 'union',
  difference: 'difference',
  symdifference: 'xor',
  overlayareatest: 'all',
};

export function readCases(xml: string): XmlCase[] {
  const text = xml.replaceAll(/<!--[\s\S]*?-->/g, '');
  return [...text.matchAll(/<case\b[^>]*>([\s\S]*?)<\/case>/g)].map(([, body], i) => readCase(body!, i));
}

/** Side of a cell of the grid on which a file's results are computed; 0 when it computes in full precision. */
export function cellOf(xml: string): number {
  const model = /<precisionModel\b([^>]*)>/i.exec(xml)?.[1] ?? '';
  if (/floating_single/i.test(model)) return 1;
  const scale = Number(attribute(model, 'scale') ?? 0);
  return scale > 0 ? 1 / scale : 0;
}

function readCase(body: string, index: number): XmlCase {
  const first = element(body, 'a');
  const second = element(body, 'b');
  const tests: XmlTest[] = [];
  let others = 0;
  for (const [, attributes, result] of body.matchAll(/<op\b([^>]*)>([\s\S]*?)<\/op>/gi)) {
    const args = [1, 2, 3].map((n) => attribute(attributes!, `arg${n}`)?.toLowerCase());
    const op = OPERATIONS[(attribute(attributes!, 'name') ?? '').toLowerCase().replace(/(ng|sr)$/, '')];
    const pair = args.slice(0, 2).join(' ');
    if (op === undefined || args[2] !== undefined || (pair !== 'a b' && pair !== 'b a')) others++;
    // Some files only ask that the operation succeeds.
    else if (op !== 'all') tests.push({ op, swapped: pair === 'b a', expected: readResult(result!) });
    else tests.push(...ALL.map((each) => ({ op: each, swapped: pair === 'b a', expected: undefined })));
  }
  return {
    name: element(body, 'desc')?.trim() ?? `case ${index + 1}`,
    a: readGeometry(first ?? ''),
    b: second === undefined ? undefined : readGeometry(second),
    tests,
    others,
  };
}

const readResult = (text: string): Planar | undefined =>
  text.trim() === '' ? undefined : readGeometry(text);

const ALL: readonly BoolOp[] = ['intersection', 'difference', 'union', 'xor'];

const element = (body: string, name: string): string | undefined =>
  new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}>`, 'i').exec(body)?.[1];

const attribute = (text: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(text)?.[1];

/** WKT or hexadecimal WKB. */
export function readGeometry(text: string): Planar {
  const trimmed = text.trim();
  if (/^[0-9a-f\s]+$/i.test(trimmed) && trimmed.length > 8) {
    const read = readWkb(new Uint8Array(Buffer.from(trimmed.replaceAll(/\s/g, ''), 'hex')));
    if (read.ok && read.value.kind === 'polygon') return { areas: read.value, mixed: false };
    return { areas: packFlat('polygon', []), mixed: true };
  }
  const parts: number[][][] = [];
  let mixed = !/^(multi)?(polygon|surface)|^geometrycollection/i.test(trimmed);
  // A collection is read member by member; each member is a word and a bracket.
  const member = /(multipolygon|polygon|multipoint|point|multilinestring|linestring|linearring)\s*[zm]*\s*/gi;
  for (const found of trimmed.matchAll(member)) {
    const kind = found[1]!.toLowerCase();
    const from = found.index + found[0].length;
    if (trimmed[from] !== '(') continue;
    if (kind === 'polygon') parts.push(ringsOf(bracket(trimmed, from)));
    else if (kind === 'multipolygon') parts.push(...membersOf(bracket(trimmed, from)).map(ringsOf));
    else mixed = true;
  }
  return { areas: packFlat('polygon', parts), mixed };
}

/** What stands between a bracket and its partner. */
function bracket(text: string, from: number): string {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return text.slice(from + 1, i);
  }
  throw new Error(`no end of bracket: ${text.slice(from, from + 40)}`);
}

/** The brackets in a text, side by side. */
function membersOf(text: string): string[] {
  const members: string[] = [];
  for (let i = text.indexOf('('); i >= 0; i = text.indexOf('(', i)) {
    const inner = bracket(text, i);
    members.push(inner);
    i += inner.length + 2;
  }
  return members;
}

const ringsOf = (text: string): number[][] =>
  membersOf(text).map((ring) =>
    ring.split(',').flatMap((position) => position.trim().split(/\s+/).slice(0, 2).map(Number)),
  );
