import path from 'node:path';
import { text } from '../../shared/i18n/text.ts';
import { fail, ok } from '../../shared/result.ts';
import { plotNames } from './boundary-points/plot-fields.ts';
import { plotSheet } from './boundary-points/plot-sheet.ts';
import type { Format, Writer } from './define-format.ts';
import { xlsxFormat } from './xlsx.format.ts';
import type { SheetOut } from './xlsx/out-types.ts';
import { writeWorkbook } from './xlsx/write-workbook.ts';

const writer: Writer = {
  extension: '.xlsx',
  layers: 'many',
  crs: 'any',
  encodings: [],
  tables: false,
  write: async (layers, { folder, stem }, { language, mark, own, signal }) => {
    if (layers.length === 0) return fail('export.no-layers');
    let features = 0;
    const sheets: SheetOut[] = [];
    for (const layer of layers) {
      if (layer.geometry?.endsWith('POLYGON') !== true)
        return fail('export.polygons-only', { layer: layer.title });
      if (layer.crs.kind === 'geographic') return fail('export.plane-only', { epsg: layer.crs.epsg });
      const names = plotNames(layer, own);
      if (!names.ok) return names;
      sheets.push(
        plotSheet(layer, {
          language,
          mark: text(language, `classification.${mark}`),
          names: names.value,
          onPlot: () => {
            features++;
          },
        }),
      );
    }
    const title = text(language, 'sheet.boundary.title');
    const written = await writeWorkbook(path.join(folder, `${stem}.xlsx`), { title, sheets }, signal);
    return written.ok ? ok({ features, renamed: [], notes: [] }) : written;
  },
};

/**
 * Tables of boundary points (界址点成果表) as workbooks: points of each plot with north, east and side lengths in the
 * plane of a zone. They are read as what they are, workbooks.
 */
export const boundaryPointsFormat: Format = {
  id: 'boundary-points',
  extensions: [],
  recognises: () => false,
  probe: (file, options) => xlsxFormat.probe(file, options),
  read: (file, options) => xlsxFormat.read(file, options),
  writer,
};
