import type { Result } from '../../shared/result.ts';
import { boundaryPointsFormat } from './boundary-points.format.ts';
import { csvFormat } from './csv.format.ts';
import type { Format } from './define-format.ts';
import { detectAmong } from './detect.ts';
import { filegdbFormat } from './filegdb.format.ts';
import { geojsonFormat } from './geojson.format.ts';
import { geopackageFormat } from './geopackage.format.ts';
import { plotTextFormat } from './plot-text.format.ts';
import { shapefileFormat } from './shapefile.format.ts';
import { vctFormat } from './vct.format.ts';
import { xlsxFormat } from './xlsx.format.ts';

/** All formats. To add one, write its file and list it here. */
export const FORMATS: readonly Format[] = [
  geopackageFormat,
  filegdbFormat,
  // Before the shapefile, which takes every other archive.
  xlsxFormat,
  boundaryPointsFormat,
  shapefileFormat,
  geojsonFormat,
  vctFormat,
  plotTextFormat,
  // After all formats that are texts with a structure of their own.
  csvFormat,
];

/** The format of a file or folder by its content, with the failures of `detectAmong`. */
export const detectFormat = (file: string): Promise<Result<Format>> => detectAmong(FORMATS, file);
