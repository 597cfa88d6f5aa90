import { createRingFinder, measureRing, nestByContainment } from './nested-rings.ts';

/**
 * The rings of a shapefile polygon as parts: shell and holes. Shells run clockwise and holes counter-clockwise in
 * this format; a counter-clockwise ring that lies in no shell was turned by the program that wrote it and is a shell.
 */
export function groupRings(rings: readonly Float64Array[]): Float64Array[][] {
  if (rings.length === 1) return [[...rings]];
  const all = rings.map((ring) => ({ ring, measured: measureRing(ring) }));
  const shells = all.filter(({ measured }) => measured.turn <= 0);
  const parts = shells.map(({ ring }) => [ring]);
  const finder = createRingFinder(shells.map(({ measured }) => measured));
  const lost: Float64Array[] = [];
  for (const { ring, measured } of all) {
    if (!(measured.turn > 0)) continue;
    const owner = finder.around(measured);
    if (owner === null) lost.push(ring);
    else parts[owner]!.push(ring);
  }
  return [...parts, ...nestByContainment(lost)];
}
