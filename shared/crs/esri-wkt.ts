import type { Crs } from './catalogue.ts';

const DEGREES =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",' +
  'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

/** Name of a system in the notation of `.prj` files: `CGCS2000_3_Degree_GK_Zone_37`, `CGCS2000_GK_CM_111E`. */
function esriName(crs: Crs): string {
  const width = crs.zoneWidth === 3 ? '_3_Degree' : '';
  return crs.prefixed
    ? `CGCS2000${width}_GK_Zone_${crs.zone}`
    : `CGCS2000${width}_GK_CM_${crs.centralMeridian}E`;
}

/** The text of a `.prj` file: well-known text in the dialect that ArcGIS writes and every other program reads. */
export function esriWkt(crs: Crs): string {
  if (crs.kind === 'geographic') return DEGREES;
  return (
    `PROJCS["${esriName(crs)}",${DEGREES},PROJECTION["Gauss_Kruger"],` +
    `PARAMETER["False_Easting",${crs.falseEasting}.0],PARAMETER["False_Northing",0.0],` +
    `PARAMETER["Central_Meridian",${crs.centralMeridian}.0],PARAMETER["Scale_Factor",1.0],` +
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
  );
}
