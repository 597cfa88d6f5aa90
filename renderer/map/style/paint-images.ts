import type { PatternSymbol } from '../../../shared/map/symbol.ts';
import { MAP_COLORS, type MapTheme } from '../../../shared/map/theme.ts';
import type { Severity } from '../../../shared/rules/rule.ts';

/** Images are drawn at three pixels to one, which is sharp on every screen up to 300%. */
export const IMAGE_RATIO = 3;

/** Draws a `width` by `height` (CSS pixels) picture and gives its pixels. */
export function picture(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * IMAGE_RATIO);
  canvas.height = Math.round(height * IMAGE_RATIO);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This page has no 2D canvas.');
  context.scale(IMAGE_RATIO, IMAGE_RATIO);
  draw(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** A repeating cell of a hatch or of dots. Hatch lines wrap around the cell, so that they join. */
export function patternPicture(pattern: PatternSymbol, theme: MapTheme): ImageData {
  const color = pattern.color[theme];
  if (pattern.kind === 'dots') {
    const { pitch, weight } = pattern;
    return picture(pitch, pitch, (c) => {
      c.fillStyle = color;
      for (const [x, y] of [
        [pitch / 4, pitch / 4],
        [(pitch * 3) / 4, (pitch * 3) / 4],
      ] as const) {
        c.beginPath();
        c.arc(x, y, weight, 0, 2 * Math.PI);
        c.fill();
      }
    });
  }
  // The side of a cell is the distance of the lines along an axis; whole pixels, so that cells join.
  const side = Math.round(pattern.pitch * Math.SQRT2);
  const height = pattern.band ?? side;
  const step = pattern.band === undefined ? side : height;
  const width = pattern.band === undefined ? side : Math.max(4, side);
  const rising = pattern.kind === 'rising-hatch';
  return picture(width, height, (c) => {
    c.strokeStyle = color;
    c.lineWidth = pattern.weight;
    for (let k = -2; k <= 2; k++) {
      c.beginPath();
      const x = k * width;
      c.moveTo(rising ? x - step : x + step + height, rising ? height + step : -step);
      c.lineTo(rising ? x + height + step : x - step, rising ? -step : height + step);
      c.stroke();
    }
  });
}

/** Rank of a town: ring, ring with dot, double ring with dot. */
export function townPicture(rings: 1 | 2, dot: boolean, color: string, halo: string): ImageData {
  return picture(18, 18, (c) => {
    const ring = (radius: number): void => {
      c.beginPath();
      c.arc(9, 9, radius, 0, 2 * Math.PI);
    };
    ring(rings === 2 ? 8 : 6);
    c.fillStyle = halo;
    c.fill();
    c.strokeStyle = color;
    c.lineWidth = 1.5;
    if (rings === 2) {
      ring(7);
      c.stroke();
    }
    ring(4.6);
    c.stroke();
    if (dot) {
      ring(2);
      c.fillStyle = color;
      c.fill();
    }
  });
}

/** A round plate with one character. */
export function glyphPicture(glyph: string, color: string, halo: string): ImageData {
  return picture(16, 16, (c) => {
    c.beginPath();
    c.arc(8, 8, 7, 0, 2 * Math.PI);
    c.fillStyle = color;
    c.fill();
    c.strokeStyle = halo;
    c.lineWidth = 1.25;
    c.stroke();
    c.fillStyle = halo;
    c.font = `700 ${glyph.length > 1 ? 7 : 9}px "Noto Sans SC", "Noto Sans CJK SC", sans-serif`;
    c.textAlign = 'center';
    c.textBaseline = 'alphabetic';
    const box = c.measureText(glyph);
    c.fillText(glyph, 8, 8 + (box.actualBoundingBoxAscent - box.actualBoundingBoxDescent) / 2);
  });
}

/** A field observation: a drop whose point is the place. */
export const observationPicture = (color: string, halo: string): ImageData =>
  picture(16, 16, (c) => {
    c.beginPath();
    c.arc(8, 8, 5, 0, 2 * Math.PI);
    c.fillStyle = halo;
    c.fill();
    c.strokeStyle = color;
    c.lineWidth = 2;
    c.stroke();
    c.beginPath();
    c.arc(8, 8, 1.75, 0, 2 * Math.PI);
    c.fillStyle = color;
    c.fill();
  });

/** The shape of a severity (octagon, diamond, triangle, circle) on a plate of 18 pixels. */
export function markerPicture(severity: Severity, theme: MapTheme): ImageData {
  const colors = MAP_COLORS[theme];
  return picture(20, 20, (c) => {
    c.fillStyle = colors.plate;
    c.strokeStyle = theme === 'light' ? 'rgba(20, 24, 31, 0.28)' : 'rgba(255, 255, 255, 0.22)';
    c.lineWidth = 1;
    c.beginPath();
    c.roundRect(1, 1, 18, 18, 3);
    c.fill();
    c.stroke();
    c.translate(3, 3);
    c.scale(14 / 16, 14 / 16);
    c.fillStyle = colors[severity];
    c.strokeStyle = colors[severity];
    c.lineWidth = 1.6;
    c.lineJoin = 'round';
    const path = new Path2D(
      {
        blocking: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
        error: 'M8 1l7 7-7 7-7-7z',
        warning: 'M8 2l6.5 11.5h-13z',
        notice: '',
      }[severity],
    );
    if (severity === 'blocking' || severity === 'error') c.fill(path);
    if (severity === 'blocking') {
      c.fillStyle = colors.plate;
      c.fillRect(4, 7, 8, 2);
    }
    if (severity === 'warning') {
      c.stroke(path);
      c.stroke(new Path2D('M8 6.5v3M8 11.2v.8'));
    }
    if (severity === 'notice') {
      c.beginPath();
      c.arc(8, 8, 6.4, 0, 2 * Math.PI);
      c.stroke();
      c.beginPath();
      c.arc(8, 8, 2, 0, 2 * Math.PI);
      c.fill();
    }
  });
}

/** The disc under the number of a piece. */
export const badgePicture = (theme: MapTheme): ImageData =>
  picture(16, 16, (c) => {
    c.beginPath();
    c.arc(8, 8, 7.25, 0, 2 * Math.PI);
    c.fillStyle = MAP_COLORS[theme].plate;
    c.fill();
  });
