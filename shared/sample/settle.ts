import { settle } from './kernel/cut.ts';
import type { Land } from './divide.ts';
import type { Target } from './place/drawing.ts';

/**
 * Brings every planted place to its exact area: one corner of its border, where just two edges meet, is
 * moved. Chosen is the corner with the longest base that no other planted place touches.
 */
export function settleTargets(land: Land, targets: readonly Target[]): void {
  const mesh = land.mesh;
  for (const { mark, areaM2 } of targets) {
    const faces = land.where((l) => l.mark === mark);
    const member = new Set(faces);
    let best = -1;
    let longest = 0;
    let owner = -1;
    for (const face of faces) {
      for (const h of mesh.loop(face)) {
        const out = mesh.face[h ^ 1]!;
        const before = mesh.previous[h]!;
        if (member.has(out) || member.has(mesh.face[before ^ 1]!) || mesh.around(h).length !== 2) continue;
        const label = land.faces[out];
        const plain = label === undefined || (label.mark === '' && label.park === '' && label.town === 0);
        const a = mesh.origin[before]!;
        const b = mesh.head(h);
        const base = Math.hypot(mesh.x[a]! - mesh.x[b]!, mesh.y[a]! - mesh.y[b]!) * (plain ? 1 : 0.01);
        if (base > longest) {
          longest = base;
          best = h;
          owner = face;
        }
      }
    }
    if (best < 0) throw new Error(`no corner of ${mark} can be moved`);
    const others = faces.filter((f) => f !== owner).reduce((s, f) => s + land.area(f), 0);
    settle(mesh, owner, areaM2 - others, best);
  }
}
