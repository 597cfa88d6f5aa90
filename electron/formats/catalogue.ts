import type { Result } from '../../shared/result.ts';
import type { Format } from './define-format.ts';
import { detectAmong } from './detect.ts';
import { dxfFormat } from './dxf.format.ts';
import { filegdbFormat } from './filegdb.format.ts';
import { flatgeobufFormat } from './flatgeobuf.format.ts';
import { geojsonFormat } from './geojson.format.ts';
import { geopackageFormat } from './geopackage.format.ts';
import { gpxFormat } from './gpx.format.ts';
import { kmlFormat } from './kml.format.ts';
import { mapinfoFormat } from './mapinfo.format.ts';
import { shapefileFormat } from './shapefile.format.ts';
import { topojsonFormat } from './topojson.format.ts';

/** All formats. To add one, write its file and list it here; what recognises less comes after what recognises more. */
export const FORMATS: readonly Format[] = [
  topojsonFormat,
  geojsonFormat,
  geopackageFormat,
  shapefileFormat,
  filegdbFormat,
  kmlFormat,
  gpxFormat,
  dxfFormat,
  flatgeobufFormat,
  mapinfoFormat,
];

/** The format of a file or folder by its content, with the failures of `detectAmong`. */
export const detectFormat = (file: string): Promise<Result<Format>> => detectAmong(FORMATS, file);
