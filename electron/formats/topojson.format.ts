import { readEpsg } from '../../shared/crs/parse-wkt.ts';
import { ok } from '../../shared/result.ts';
import { gdalFormat } from './gdal-reading.ts';
import { crsOfLayer } from './gdal-source.ts';

/** TopoJSON: geometry as arcs that neighbours share. It names no system; by custom it is in WGS 84. */
export const topojsonFormat = gdalFormat(
  {
    id: 'topojson',
    extensions: ['.topojson'],
    recognises: (head) =>
      /^(\u00ef\u00bb\u00bf)?\s*\{/.test(Buffer.from(head).toString('latin1')) &&
      /"type"\s*:\s*"Topology"/.test(Buffer.from(head).toString('latin1')),
  },
  {
    open: (file) =>
      Promise.resolve(
        ok([
          {
            prefix: '',
            source: {
              folder: null,
              files: [{ name: 'source.json', path: file.path }],
              driver: 'TopoJSON',
              options: [],
            },
            settings: {},
          },
        ]),
      ),
    crs: (layer) => {
      const said = crsOfLayer(layer);
      return said.kind === 'none' ? readEpsg(4326) : said;
    },
  },
);
