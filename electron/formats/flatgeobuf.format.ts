import { ok } from '../../shared/result.ts';
import { flatgeobufWriter } from './flatgeobuf-writer.ts';
import { gdalFormat } from './gdal-reading.ts';

/** `fgb`, the major version 3, and `fgb` again. */
const MAGIC = [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62];

/** FlatGeobuf 3: one layer, in UTF-8, with its system. */
export const flatgeobufFormat = gdalFormat(
  {
    id: 'flatgeobuf',
    extensions: ['.fgb'],
    recognises: (head) => MAGIC.every((byte, i) => head[i] === byte),
    writer: flatgeobufWriter,
  },
  {
    open: (file) =>
      Promise.resolve(
        ok([
          {
            prefix: '',
            source: {
              folder: null,
              files: [{ name: 'source.fgb', path: file.path }],
              driver: 'FlatGeobuf',
              // What the file says of itself is looked at before it is believed.
              options: ['VERIFY_BUFFERS=YES'],
            },
            settings: {},
          },
        ]),
      ),
  },
);
