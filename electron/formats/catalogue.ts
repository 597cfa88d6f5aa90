import type { Result } from '../../shared/result.ts';
import type { Format } from './define-format.ts';
import { detectAmong } from './detect.ts';
import { dxfFormat } from './dxf.format.ts';
import { filegdbFormat } from './filegdb.format.ts';
import { geojsonFormat } from './geojson.format.ts';
import { geopackageFormat } from './geopackage.format.ts';
import { gpxFormat } from './gpx.format.ts';
import { kmlFormat } from './kml.format.ts';
import { shapefileFormat } from './shapefile.format.ts';

/** All formats. To add one, write its file and list it here. */
export const FORMATS: readonly Format[] = [
  geojsonFormat,
  geopackageFormat,
  shapefileFormat,
  filegdbFormat,
  kmlFormat,
  gpxFormat,
  dxfFormat,
];

/** The format of a file or folder by its content, with the failures of `detectAmong`. */
export const detectFormat = (file: string): Promise<Result<Format>> => detectAmong(FORMATS, file);
