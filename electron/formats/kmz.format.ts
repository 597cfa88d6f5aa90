import { kmlReading, isKmlName } from './kml.format.ts';
import { kmzWriter } from './kml-writer.ts';
import { groupedFormat } from './grouped-layers.ts';

/** KML in an archive, as apps of phones hand it on. */
export const kmzFormat = groupedFormat(
  {
    id: 'kmz',
    extensions: ['.kmz'],
    // Told by its entries alone.
    recognises: () => false,
    inArchive: (names) => names.some(isKmlName),
    writer: kmzWriter,
  },
  kmlReading,
);
