import crs from '../../../resources/codes/crs.json' with { type: 'json' };
import type { Db } from '../sqlite.ts';

/** CGCS2000 longitude and latitude: the one reference system of stored geometry. */
export const STORED_SRS = 4490;

const CGCS2000 =
  'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",' +
  'SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],' +
  'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],' +
  'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]';
const WGS84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],' +
  'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],' +
  'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]';

/** WKT 1 of a projected CGCS2000 system of `resources/codes/crs.json`; undefined for a code that is not there. */
export function projectedWkt(epsg: number): { readonly name: string; readonly wkt: string } | undefined {
  const entry = crs.find((candidate) => candidate.epsg === epsg && candidate.centralMeridian !== null);
  if (entry === undefined) return undefined;
  const wkt =
    `PROJCS["${entry.name}",${CGCS2000},PROJECTION["Transverse_Mercator"],` +
    `PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",${entry.centralMeridian}],` +
    `PARAMETER["scale_factor",1],PARAMETER["false_easting",${entry.falseEasting}],` +
    `PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","${epsg}"]]`;
  return { name: entry.name, wkt };
}

/** The table of reference systems with the rows the standard demands and EPSG:4490. */
export function createSrsTable(db: Db): void {
  db.exec(`CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
  )`);
  insertSrs(
    db,
    -1,
    'Undefined Cartesian SRS',
    'NONE',
    'undefined',
    'undefined Cartesian coordinate reference system',
  );
  insertSrs(
    db,
    0,
    'Undefined geographic SRS',
    'NONE',
    'undefined',
    'undefined geographic coordinate reference system',
  );
  insertSrs(
    db,
    4326,
    'WGS 84 geodetic',
    'EPSG',
    WGS84,
    'longitude/latitude coordinates on the WGS 84 ellipsoid',
  );
  insertSrs(
    db,
    STORED_SRS,
    'China Geodetic Coordinate System 2000',
    'EPSG',
    CGCS2000,
    'CGCS2000 longitude/latitude',
  );
}

/** Makes the county's projected zone known in the file. No effect for a code we do not know or have. */
export function addProjectedSrs(db: Db, epsg: number): void {
  const projected = projectedWkt(epsg);
  if (projected !== undefined) insertSrs(db, epsg, projected.name, 'EPSG', projected.wkt, projected.name);
}

function insertSrs(
  db: Db,
  id: number,
  name: string,
  organization: string,
  definition: string,
  description: string,
): void {
  db.prepare('INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)').run(
    name,
    id,
    organization,
    id,
    definition,
    description,
  );
}
