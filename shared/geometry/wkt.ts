import { partCount, partOf } from './counts.ts';
import type { Packed } from './packed.ts';

function positions(ring: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < ring.length; i += 2) text += `${i === 0 ? '' : ','}${ring[i]} ${ring[i + 1]}`;
  return text;
}

const TYPES = { point: 'POINT', line: 'LINESTRING', polygon: 'POLYGON' } as const;

/**
 * The geometry as well-known text (OGC 06-103r4). One part gives the simple type, more the MULTI type; `multi` asks
 * for the MULTI type always. Numbers are written as short as they can be read back to the bit.
 */
export function toWkt(packed: Packed, options: { readonly multi?: boolean } = {}): string {
  const count = partCount(packed);
  const many = count > 1 || (options.multi ?? false);
  const type = (many ? 'MULTI' : '') + TYPES[packed.kind];
  if (count === 0) return `${type} EMPTY`;
  const parts = Array.from({ length: count }, (_, part) => {
    const rings = partOf(packed, part).map((ring) => `(${positions(ring)})`);
    return packed.kind === 'polygon' ? `(${rings.join(',')})` : rings[0]!;
  });
  return many ? `${type}(${parts.join(',')})` : `${type}${parts[0]}`;
}
