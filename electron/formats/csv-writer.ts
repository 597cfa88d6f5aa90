import { open } from 'node:fs/promises';
import path from 'node:path';
import { guardText } from '../../shared/export/formula-guard.ts';
import type { OutFeature, OutLayer } from '../../shared/export/out-layer.ts';
import { toWkt } from '../../shared/geometry/wkt.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { textEncoding } from './csv/encode-text.ts';
import type { Writer } from './define-format.ts';
import { writeAll } from '../../shared/write-all.ts';

const FLUSH_AT = 1 << 18;

/** What CSV alone asks: the geometry as a column of WKT, or not at all. */
type GeometryColumn = 'wkt' | 'none';

function geometryColumn(own: Readonly<Record<string, unknown>>): Result<GeometryColumn> {
  const { geometry: value = 'wkt' } = own;
  return value === 'wkt' || value === 'none'
    ? ok(value)
    : fail('export.own', { option: 'geometry', value: JSON.stringify(value) });
}

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;

const cell = (value: FieldValue): string =>
  value === null ? '' : typeof value === 'number' ? String(value) : quoted(guardText(value));

/** A name that no column of the layer has. */
function freeName(wanted: string, { fields }: OutLayer): string {
  const used = new Set(fields.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${wanted}_${n}`;
  return name;
}

/**
 * Writes a table of separated values (RFC 4180): UTF-8 with its mark, by which spreadsheets know it, or GBK; a column
 * of WKT where the layer has shapes. Texts that a spreadsheet would calculate are guarded (shared/export/formula-guard).
 */
export const csvWriter: Writer = {
  extension: '.csv',
  layers: 'one',
  crs: 'any',
  encodings: ['utf-8', 'gbk'],
  tables: true,
  write: async ([layer], { folder, stem }, { encoding, own, signal }) => {
    if (layer === undefined) return fail('export.no-layers');
    const column = geometryColumn(own);
    if (!column.ok) return column;
    const shapes = column.value === 'wkt' && layer.geometry !== null;
    const multi = layer.geometry === 'MULTIPOLYGON';
    const heads = [...layer.fields.map(({ name }) => name), ...(shapes ? [freeName('WKT', layer)] : [])];
    const line = ({ values, geometry }: OutFeature): string => {
      const cells = layer.fields.map((_, i) => cell(values[i] ?? null));
      if (shapes) cells.push(geometry === null ? '' : `"${toWkt(geometry, { multi })}"`);
      return `${cells.join(',')}\r\n`;
    };
    const { encode, lost } = textEncoding(encoding);
    const file = await open(path.join(folder, `${stem}.csv`), 'wx');
    try {
      let buffer = `${encoding === 'utf-8' ? '\ufeff' : ''}${heads.map(cell).join(',')}\r\n`;
      let features = 0;
      for await (const feature of layer.features()) {
        if (signal.aborted) return fail('cancelled');
        buffer += line(feature);
        features++;
        if (buffer.length > FLUSH_AT) {
          await writeAll(file, encode(buffer));
          buffer = '';
        }
      }
      await writeAll(file, encode(buffer));
      await file.sync();
      const missing = lost();
      const notes =
        missing === null
          ? []
          : [
              {
                code: 'not-in-gbk',
                layer: layer.title,
                params: { count: missing.count, text: missing.first },
              },
            ];
      return ok({ features, renamed: [], notes });
    } finally {
      await file.close();
    }
  },
};
