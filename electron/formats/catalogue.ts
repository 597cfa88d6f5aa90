import type { Result } from '../../shared/result.ts';
import { boundaryPointsFormat } from './boundary-points.format.ts';
import { csvFormat } from './csv.format.ts';
import type { Format } from './define-format.ts';
import { detectAmong } from './detect.ts';
import { dxfFormat } from './dxf.format.ts';
import { filegdbFormat } from './filegdb.format.ts';
import { flatgeobufFormat } from './flatgeobuf.format.ts';
import { geojsonFormat } from './geojson.format.ts';
import { geopackageFormat } from './geopackage.format.ts';
import { gpxFormat } from './gpx.format.ts';
import { kmlFormat } from './kml.format.ts';
import { kmzFormat } from './kmz.format.ts';
import { mapinfoFormat } from './mapinfo.format.ts';
import { plotTextFormat } from './plot-text.format.ts';
import { shapefileFormat } from './shapefile.format.ts';
import { topojsonFormat } from './topojson.format.ts';
import { vctFormat } from './vct.format.ts';
import { xlsxFormat } from './xlsx.format.ts';

/** All formats. To add one, write its file and list it here; what recognises less comes after what recognises more. */
export const FORMATS: readonly Format[] = [
  geopackageFormat,
  filegdbFormat,
  flatgeobufFormat,
  // Before the shapefile, which takes every other archive.
  xlsxFormat,
  boundaryPointsFormat,
  shapefileFormat,
  topojsonFormat,
  geojsonFormat,
  kmlFormat,
  kmzFormat,
  gpxFormat,
  dxfFormat,
  mapinfoFormat,
  vctFormat,
  plotTextFormat,
  // After all formats that are texts with a structure of their own.
  csvFormat,
];

/** The format of a file or folder by its content, with the failures of `detectAmong`. */
export const detectFormat = (file: string): Promise<Result<Format>> => detectAmong(FORMATS, file);
