/** `110.084126°E 30.031552°N`: six decimals, about a decimetre. */
export function degrees(longitude: number, latitude: number): string {
  const east = `${Math.abs(longitude).toFixed(6)}°${longitude < 0 ? 'W' : 'E'}`;
  return `${east} ${Math.abs(latitude).toFixed(6)}°${latitude < 0 ? 'S' : 'N'}`;
}
