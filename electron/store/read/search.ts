import { codeList } from '../../../shared/model/code-list.ts';
import type { SearchHit } from '../../../shared/bridge/query-contract.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields, FieldValue } from '../../../shared/model/record.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { boxOfCell, selectFeatures, uidOf, valueOf } from './rows.ts';
import { classFields, featureTitle, nameFields, titleFields } from './title.ts';

/** The pattern that finds `text` anywhere, its wildcards taken literally (`ESCAPE '\'`). */
const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** Codes of a domain whose code or name in any language holds the text. */
export function matchingCodes(domain: string, text: string): string[] {
  const wanted = text.toLowerCase();
  return (codeList(domain) ?? [])
    .filter((entry) =>
      [entry.code, entry.label['zh-CN'], entry.label.en].some((name) => name.toLowerCase().includes(wanted)),
    )
    .map((entry) => entry.code);
}

export interface Condition {
  readonly sql: string;
  readonly values: readonly FieldValue[];
}

/** True for rows in which one of the columns holds the text, or one of the codes means it. */
export function holdsText(
  columns: readonly string[],
  codes: readonly { readonly name: string; readonly domain: string }[],
  text: string,
): Condition {
  const parts = columns.map((column) => `${quoteName(column)} LIKE ? ESCAPE '\\'`);
  const values: FieldValue[] = columns.map(() => likePattern(text));
  for (const { name, domain } of codes) {
    const found = matchingCodes(domain, text);
    if (found.length === 0) continue;
    parts.push(`${quoteName(name)} IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(found));
  }
  return parts.length === 0 ? { sql: '0', values: [] } : { sql: `(${parts.join(' OR ')})`, values };
}

const TEXTS = new Set(['text', 'code', 'date', 'datetime']);

/** True for rows of a table in which any text holds the words, or a code means them; all rows for no words. */
export function tableSearch(schema: LayerSchema, words: string): Condition {
  const wanted = words.trim();
  if (wanted === '') return { sql: '1', values: [] };
  const texts = schema.fields.filter((field) => TEXTS.has(field.type)).map((field) => field.name);
  return holdsText([...new Set([...nameFields(schema), ...texts])], classFields(schema), wanted);
}

const IDENTIFIERS = new Set([
  'uid',
  'identifier',
  'code',
  'project_code',
  'parcel_number',
  'zone_number',
  'patch_number',
]);

function searchLayer(connection: Connection, schema: LayerSchema, text: string, limit: number): SearchHit[] {
  const names = nameFields(schema);
  const identifiers = schema.fields.filter((field) => IDENTIFIERS.has(field.name)).map((field) => field.name);
  const condition = holdsText([...names, ...identifiers], classFields(schema), text);
  const columns = titleFields(schema);
  const order = names.length === 0 ? '' : `(${quoteName(names[0]!)} LIKE ? ESCAPE '\\') DESC,`;
  const first = names.length === 0 ? [] : [likePattern(text)];
  const rows = connection
    .query(`${selectFeatures(schema, columns)} WHERE ${condition.sql} ORDER BY ${order} fid LIMIT ?`)
    .all(...condition.values, ...first, limit);
  return rows.map((row) => {
    const fid = Number(row[0]);
    const fields: Fields = Object.fromEntries(columns.map((column, i) => [column, valueOf(row[4 + i])]));
    const uid = uidOf(fid, row[1]);
    return {
      ref: { table: schema.id, uid },
      fid,
      title: featureTitle(schema, fields, uid),
      box: boxOfCell(row[3]),
    };
  });
}

/**
 * Features of all layers whose name, identifier, class code or class name holds the text: those with it in
 * their title first, then by layer and fid. At most `limit`, and of one layer at most what is left of it.
 */
export function searchAll(
  connection: Connection,
  schemas: readonly LayerSchema[],
  text: string,
  limit: number,
): SearchHit[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const hits = schemas.flatMap((schema) => searchLayer(connection, schema, wanted, limit));
  const rank = (hit: SearchHit): number => {
    const title = hit.title.toLowerCase();
    return title === wanted ? 0 : title.startsWith(wanted) ? 1 : title.includes(wanted) ? 2 : 3;
  };
  return hits
    .map((hit, place) => ({ hit, place, rank: rank(hit) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .slice(0, limit)
    .map((entry) => entry.hit);
}
