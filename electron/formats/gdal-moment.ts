/**
 * A moment as GDAL prints it (`2026/03/01 16:00:00.5+00`) in ISO 8601. It has an offset only where the file says one;
 * what is no moment is left as it is.
 */
export function gdalMoment(text: string): string {
  const found =
    /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:([+-]\d{2})(?::?(\d{2}))?)?$/.exec(text);
  if (found === null) return text;
  const [, year, month, day, time, hours, minutes = '00'] = found;
  const zone = hours === undefined ? '' : `${hours}:${minutes}`;
  return `${year}-${month}-${day}T${time}${zone === '+00:00' ? 'Z' : zone}`;
}
