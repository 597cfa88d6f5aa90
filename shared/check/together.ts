import Flatbush from 'flatbush';
import { polygonAreaM2 } from '../geometry/area.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { MeasureTogether, PieceDraft } from '../rules/define-rule.ts';

const sum = (pieces: readonly PieceDraft[]): number =>
  pieces.reduce((total, { areaM2 }) => total + areaM2, 0);

/** Net area of all pieces; undefined as soon as one is not known. */
function netSum(pieces: readonly PieceDraft[]): number | undefined {
  let net = 0;
  for (const piece of pieces) {
    if (piece.netAreaM2 === undefined) return undefined;
    net += piece.netAreaM2;
  }
  return net;
}

function anyOverlap(pieces: readonly PieceDraft[], overlay: Overlay): boolean {
  if (pieces.length < 2) return false;
  const index = new Flatbush(pieces.length);
  for (const { geometry } of pieces) index.add(...geometry.box);
  index.finish();
  return pieces.some(({ geometry }, i) =>
    index
      .search(...geometry.box, (j) => j > i)
      .some((j) => overlay.measure('intersection', geometry, pieces[j]!.geometry).length > 0),
  );
}

/**
 * Areas of pieces together. Where counterparts overlap each other (two reserves on one hill), the ground under
 * both counts once; the net area is lowered in proportion. `disjoint` layers are summed without looking.
 */
export const measureTogether =
  (overlay: Overlay, disjoint: boolean): MeasureTogether =>
  (pieces) => {
    const total = sum(pieces);
    const net = netSum(pieces);
    if (disjoint || !anyOverlap(pieces, overlay)) {
      return net === undefined ? { areaM2: total } : { areaM2: total, netAreaM2: net };
    }
    const areaM2 = polygonAreaM2(overlay.unionAll(pieces.map(({ geometry }) => geometry)));
    return net === undefined ? { areaM2 } : { areaM2, netAreaM2: net * (areaM2 / total) };
  };
