import path from 'node:path';
import { fail, ok } from '../../shared/result.ts';
import { withGdal } from '../gis/gdal-client.ts';
import type { Writer } from './define-format.ts';
import { convertPassing, passLayers } from './gdal-writing.ts';

/**
 * Writes FlatGeobuf with its spatial index, which orders features by place and not by their number. Where some have no
 * shape there is none, because the index has no place for them.
 */
export const flatgeobufWriter: Writer = {
  extension: '.fgb',
  layers: 'one',
  crs: 'any',
  encodings: [],
  tables: false,
  write: async ([layer], { folder, stem }, options) => {
    if (layer === undefined) return fail('export.no-layers');
    const passing = await passLayers([layer], options);
    if (!passing.ok) return passing;
    const made = await withGdal(options.signal, (gdal) =>
      convertPassing(gdal, passing.value, {
        out: path.join(folder, `${stem}.fgb`),
        settings: {},
        arguments: [
          '-f',
          'FlatGeobuf',
          '-lco',
          `SPATIAL_INDEX=${passing.value.bare[0] === 0 ? 'YES' : 'NO'}`,
          '-lco',
          `TITLE=${layer.title}`,
          layer.name,
        ],
      }),
    );
    if (!made.ok) return made;
    const { features, renamed } = passing.value;
    return ok({ features, renamed, notes: [] });
  },
};
