import { open } from 'node:fs/promises';
import path from 'node:path';
import { kmlGeometry, kmlParts } from '../../shared/export/kml-text.ts';
import type { OutFeature, OutField, OutLayer } from '../../shared/export/out-layer.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { WriteOptions, Writer, WriteReport } from './define-format.ts';
import { markText } from './geopackage-tables.ts';
import { xmlText } from '../../shared/html/xml-text.ts';
import { createZip } from './zip-writer.ts';
import { writeAll } from '../../shared/write-all.ts';

const FLUSH_AT = 1 << 20;

/** The field whose value programs show as the name of a place: `name`, else the first that is a text. */
export const nameField = (fields: readonly OutField[]): number => {
  const own = fields.findIndex(({ key }) => key === 'name');
  return own >= 0 ? own : fields.findIndex(({ key, type }) => type === 'text' && key !== 'uid');
};

function placemark(layer: OutLayer, { values, geometry }: OutFeature, named: number): string {
  const name = values[named] ?? null;
  const data = layer.fields.flatMap((field, i) => {
    const value = values[i] ?? null;
    return value === null
      ? []
      : [
          `<Data name="${xmlText(field.name)}"><displayName>${xmlText(field.label)}</displayName>` +
            `<value>${xmlText(String(value))}</value></Data>`,
        ];
  });
  return (
    `<Placemark>${name === null ? '' : `<name>${xmlText(String(name))}</name>`}` +
    `<ExtendedData>${data.join('')}</ExtendedData>${kmlGeometry(kmlParts(geometry))}</Placemark>\n`
  );
}

type WriteText = (text: string) => Promise<unknown>;

async function writeLayer(write: WriteText, layer: OutLayer, signal: AbortSignal): Promise<number | null> {
  const named = nameField(layer.fields);
  let buffer = `<Folder><name>${xmlText(layer.title)}</name>\n`;
  let count = 0;
  for await (const feature of layer.features()) {
    if (signal.aborted) return null;
    buffer += placemark(layer, feature, named);
    count++;
    if (buffer.length > FLUSH_AT) {
      await write(buffer);
      buffer = '';
    }
  }
  await write(`${buffer}</Folder>\n`);
  return count;
}

async function writeDocument(
  write: WriteText,
  layers: readonly OutLayer[],
  stem: string,
  { language, mark, signal }: Pick<WriteOptions, 'language' | 'mark' | 'signal'>,
): Promise<Result<WriteReport>> {
  let features = 0;
  await write(
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>' +
      `<name>${xmlText(stem)}</name><description>${xmlText(markText(language, mark))}</description>\n`,
  );
  for (const layer of layers) {
    const count = await writeLayer(write, layer, signal);
    if (count === null) return fail('cancelled');
    features += count;
  }
  await write('</Document></kml>\n');
  return ok({ features, renamed: [], notes: [] });
}

const HOLDS = { layers: 'many', crs: 'degrees', encodings: [], tables: false } as const;

/**
 * Writes KML 2.2: a folder for each layer, the name of each feature, and its values under the labels of their fields.
 * KML is in WGS 84; the degrees of CGCS2000 are written as they are, which differs by centimetres.
 */
export const kmlWriter: Writer = {
  ...HOLDS,
  extension: '.kml',
  write: async (layers, { folder, stem }, options) => {
    if (layers.length === 0) return fail('export.no-layers');
    const file = await open(path.join(folder, `${stem}.kml`), 'wx');
    try {
      const report = await writeDocument((text) => writeAll(file, text), layers, stem, options);
      if (report.ok) await file.sync();
      return report;
    } finally {
      await file.close();
    }
  },
};

/** Writes the same as `doc.kml` in an archive, the name by which programs find it. */
export const kmzWriter: Writer = {
  ...HOLDS,
  extension: '.kmz',
  write: async (layers, { folder, stem }, options) => {
    if (layers.length === 0) return fail('export.no-layers');
    const zip = await createZip(path.join(folder, `${stem}.kmz`));
    try {
      zip.begin('doc.kml');
      const report = await writeDocument((text) => zip.write(text), layers, stem, options);
      if (!report.ok) return report;
      await zip.endEntry();
      await zip.finish();
      return report;
    } finally {
      await zip.close();
    }
  },
};
