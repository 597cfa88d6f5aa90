import type { ExportFormat } from '../../../shared/bridge/export-contract.ts';
import { FORMATS } from '../../formats/catalogue.ts';

/** What can be written, in the order of the catalogue. */
export const exportFormats = (): ExportFormat[] =>
  FORMATS.flatMap(({ id, writer }) =>
    writer === undefined
      ? []
      : [
          {
            id,
            extension: writer.extension,
            layers: writer.layers,
            crs: writer.crs,
            encodings: writer.encodings,
            tables: writer.tables,
          },
        ],
  );
