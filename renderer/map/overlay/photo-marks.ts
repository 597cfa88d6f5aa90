import { RADIANS } from '../../../shared/geometry/ellipsoid.ts';
import type { EvidenceKind } from '../../../shared/photo/evidence-kind.ts';

/** Evidence on the map. */
export interface PhotoMark {
  readonly kind: EvidenceKind;
  /** Degrees from true north that the camera looked; null where nobody knows. */
  readonly bearingDeg: number | null;
  /** Not written yet: dashed, as all that is not established. */
  readonly planned: boolean;
  /** The list stands on it. */
  readonly current: boolean;
}

export interface PhotoMarkColors {
  readonly accent: string;
  readonly plate: string;
  readonly casing: string;
}

/** Radius of the plate, how far the wedge reaches, and half of its angle; pixels and degrees. */
export const PHOTO_RADIUS = 11;
const [REACH, HALF] = [40, 26];

function wedge(c: CanvasRenderingContext2D, degrees: number, { accent, casing }: PhotoMarkColors): void {
  c.save();
  c.rotate(degrees * RADIANS);
  c.beginPath();
  c.moveTo(0, 0);
  c.arc(0, 0, REACH, (-90 - HALF) * RADIANS, (-90 + HALF) * RADIANS);
  c.closePath();
  c.globalAlpha = 0.38;
  c.fillStyle = accent;
  c.fill();
  c.globalAlpha = 1;
  for (const [width, color] of [
    [3.5, casing],
    [1.5, accent],
  ] as const) {
    c.lineWidth = width;
    c.strokeStyle = color;
    c.stroke();
  }
  c.restore();
}

function camera(c: CanvasRenderingContext2D, ink: string, hole: string): void {
  c.fillStyle = ink;
  c.beginPath();
  c.roundRect(-6, -4, 12, 8.5, 1.5);
  c.rect(-2.5, -6, 5, 3);
  c.fill();
  c.beginPath();
  c.arc(0, 0.25, 2.5, 0, 2 * Math.PI);
  c.fillStyle = hole;
  c.fill();
}

function microphone(c: CanvasRenderingContext2D, ink: string): void {
  c.fillStyle = ink;
  c.strokeStyle = ink;
  c.lineWidth = 1.5;
  c.beginPath();
  c.roundRect(-2, -6.5, 4, 7.5, 2);
  c.fill();
  c.beginPath();
  c.arc(0, -1, 4.25, 0, Math.PI);
  c.moveTo(0, 3.25);
  c.lineTo(0, 6);
  c.stroke();
}

function sheet(c: CanvasRenderingContext2D, ink: string, line: string): void {
  c.fillStyle = ink;
  c.beginPath();
  c.roundRect(-4.5, -6, 9, 12, 1);
  c.fill();
  c.strokeStyle = line;
  c.lineWidth = 1;
  c.beginPath();
  for (const y of [-2.5, 0, 2.5]) {
    c.moveTo(-2.5, y);
    c.lineTo(2.5, y);
  }
  c.stroke();
}

/** A round plate with the sign of its kind, and a wedge to where the camera looked. */
export function drawPhotoMark(
  c: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  { kind, bearingDeg, planned, current }: PhotoMark,
  mapBearing: number,
  colors: PhotoMarkColors,
): void {
  const { accent, plate, casing } = colors;
  c.save();
  c.setLineDash([]);
  c.translate(x, y);
  if (bearingDeg !== null) wedge(c, bearingDeg - mapBearing, colors);
  const radius = current ? PHOTO_RADIUS + 2 : PHOTO_RADIUS;
  const filled = current && !planned;
  c.beginPath();
  c.arc(0, 0, radius + 1.5, 0, 2 * Math.PI);
  c.fillStyle = casing;
  c.fill();
  c.beginPath();
  c.arc(0, 0, radius, 0, 2 * Math.PI);
  c.fillStyle = filled ? accent : plate;
  c.fill();
  if (planned) c.setLineDash([4, 3]);
  c.lineWidth = 2;
  c.strokeStyle = accent;
  c.stroke();
  c.setLineDash([]);
  const [ink, ground] = filled ? [plate, accent] : [accent, plate];
  if (kind === 'photo') camera(c, ink, ground);
  else if (kind === 'audio') microphone(c, ink);
  else sheet(c, ink, ground);
  c.restore();
}
