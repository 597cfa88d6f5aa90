import path from 'node:path';
import type { OutNote } from '../../shared/export/out-layer.ts';
import { text } from '../../shared/i18n/text.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { WriteOptions, Writer } from './define-format.ts';
import { layerSheet } from './xlsx/out-layer-sheet.ts';
import { writeWorkbook } from './xlsx/write-workbook.ts';

/** What workbooks alone ask. */
interface OwnOptions {
  readonly heads: 'label' | 'name';
  readonly areas: boolean;
}

function ownOptions({ own }: WriteOptions): Result<OwnOptions> {
  const { heads = 'label', areas = true } = own;
  if (heads !== 'label' && heads !== 'name')
    return fail('export.own', { option: 'heads', value: JSON.stringify(heads) });
  if (typeof areas !== 'boolean')
    return fail('export.own', { option: 'areas', value: JSON.stringify(areas) });
  return ok({ heads, areas });
}

/**
 * Writes layers as a workbook, a sheet a layer, ready to be printed. Codes are texts, days are days, and nothing of
 * the data can become a formula. Shapes stay out: a cell holds 32 767 characters, which few outlines fit.
 */
export const xlsxWriter: Writer = {
  extension: '.xlsx',
  layers: 'many',
  crs: 'any',
  encodings: [],
  tables: true,
  write: async (layers, { folder, stem }, options) => {
    if (layers.length === 0) return fail('export.no-layers');
    const own = ownOptions(options);
    if (!own.ok) return own;
    const { language, mark, signal } = options;
    let features = 0;
    const sheets = layers.map((layer) =>
      layerSheet(layer, {
        language,
        corner: text(language, `classification.${mark}`),
        ...own.value,
        onFeature: () => {
          features++;
        },
      }),
    );
    const written = await writeWorkbook(
      path.join(folder, `${stem}.xlsx`),
      { title: layers.map(({ title }) => title).join(' '), sheets },
      signal,
    );
    if (!written.ok) return written;
    const notes = layers.flatMap(({ title, geometry }, i): OutNote[] => {
      const cut = written.value.cut[i] ?? 0;
      return [
        ...(geometry === null ? [] : [{ code: 'sheet-no-shapes', layer: title, params: {} }]),
        ...(cut === 0 ? [] : [{ code: 'cell-cut', layer: title, params: { count: cut } }]),
      ];
    });
    return ok({ features, renamed: [], notes });
  },
};
