/**
 * The CGCS2000 reference ellipsoid (EPSG:1024): semi-major axis 6378137 m, inverse flattening 298.257222101.
 */
export const SEMI_MAJOR_M = 6378137;
export const FLATTENING = 1 / 298.257222101;
export const SEMI_MINOR_M = SEMI_MAJOR_M * (1 - FLATTENING);

/** First eccentricity squared. */
export const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);
export const ECCENTRICITY = Math.sqrt(ECCENTRICITY_2);

export const RADIANS = Math.PI / 180;
