import path from 'node:path';
import type { OutLayer } from '../../shared/export/out-layer.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { withGdal } from '../gis/gdal-client.ts';
import { zoneless } from './china-time.ts';
import type { WriteOptions, Writer } from './define-format.ts';
import { gdbNames } from './filegdb-names.ts';
import { convertPassing, passLayers } from './gdal-writing.ts';
import { markText } from './geopackage-tables.ts';
import { xmlText } from '../../shared/html/xml-text.ts';

/** What ArcGIS shows as the description of a layer. */
const documentation = (layer: OutLayer, { language, mark }: WriteOptions): string =>
  '<?xml version="1.0" encoding="UTF-8"?><metadata><dataIdInfo>' +
  `<idCitation><resTitle>${xmlText(layer.title)}</resTitle></idCitation>` +
  `<idAbs>${xmlText(markText(language, mark))}</idAbs></dataIdInfo></metadata>`;

/**
 * Writes an Esri file geodatabase (version 10, which ArcGIS 10.0 and later and QGIS read): one feature class or table a
 * layer, labels as aliases, the title as alias of the class. Positions stand on a grid of 0.1 mm (1e-9 degree). Moments
 * with a zone are written in China time, which ArcGIS shows as it stands and the way back reads.
 */
export const filegdbWriter: Writer = {
  extension: '.gdb',
  layers: 'many',
  crs: 'any',
  encodings: [],
  tables: true,
  write: async (layers, { folder, stem }, options) => {
    if (layers.length === 0) return fail('export.no-layers');
    const named = layers.map((layer) => gdbNames(layer));
    // The passing file holds every moment as UTC, of which a geodatabase keeps the figures alone.
    const timed = named.map(({ layer }) => zoneless(layer));
    const passing = await passLayers(
      timed.map(({ layer }) => layer),
      options,
    );
    if (!passing.ok) return passing;
    const out = path.join(folder, `${stem}.gdb`);
    // Identities of tables are counted up from the start of the process: the same content gives the same bytes.
    const made = await withGdal(
      options.signal,
      async (gdal): Promise<Result<null>> => {
        for (const [i, { layer }] of named.entries()) {
          const added = await convertPassing(gdal, passing.value, {
            out,
            settings: { OPENFILEGDB_REPRODUCIBLE_UUID: 'YES' },
            arguments: [
              '-f',
              'OpenFileGDB',
              ...(i === 0 ? [] : ['-update']),
              // Whole numbers have 32 bits there; where one does not fit, GDAL takes doubles, exact up to 2^53.
              ...(passing.value.narrow[i] === true ? ['-mapFieldType', 'Integer64=Integer'] : []),
              '-lco',
              `LAYER_ALIAS=${layer.title}`,
              '-lco',
              `DOCUMENTATION=${documentation(layer, options)}`,
              layer.name,
            ],
          });
          if (!added.ok) return added;
        }
        return ok(null);
      },
      { fresh: true },
    );
    if (!made.ok) return made;
    const { features } = passing.value;
    return ok({
      features,
      renamed: named.flatMap(({ renamed }) => renamed),
      notes: timed.flatMap(({ notes }) => notes()),
    });
  },
};
