import { describe, expect, it } from 'vitest';
import {
  convergence,
  degreeText,
  frameItems,
  gridFigure,
  gridInterval,
  gridItems,
  gridLines,
} from '../../../shared/print/map/grid.ts';
import { degreesAt, type MapWindow } from '../../../shared/print/map/map-window.ts';
import type { GridOptions } from '../../../shared/print/layout/layout-schema.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { ORIGIN, shapes, texts, ZONE } from '../../fixtures/print.ts';

const window: MapWindow = { crs: ZONE, x: 20, y: 30, width: 300, height: 240, scale: 10_000, ...ORIGIN };
const options: GridOptions = { kind: 'lines', interval: null, figures: true, corners: true };

describe('the grid', () => {
  it('stands at whole intervals that read well', () => {
    expect(gridInterval(window, 1)).toBe(500);
    expect(gridInterval({ ...window, scale: 250_000 }, 1)).toBe(10_000);
    const { easts, norths } = gridLines(window, 500);
    // 3 km by 2.4 km.
    expect(easts.map(({ metres }) => metres - 37_400_000)).toEqual([-1500, -1000, -500, 0, 500, 1000, 1500]);
    expect(norths.map(({ metres }) => metres - 3_320_000)).toEqual([-1000, -500, 0, 500, 1000]);
    expect(easts[3]!.at).toBe(20 + 150);
    expect(norths[0]!.at).toBe(30 + 120 + 100);
  });

  it('writes figures with the decimals that its interval asks for', () => {
    expect(gridFigure(37_405_500, 500)).toBe('37405.5');
    expect(gridFigure(3_320_000, 10_000)).toBe('3320');
    expect(gridFigure(3_320_025, 25)).toBe('3320.03');
    expect(degreeText(110.3567125, 100_000)).toBe('110°21′24″');
    expect(degreeText(30.9999999, 100_000)).toBe('31°00′00″');
    expect(degreeText(30.1234567, 10_000)).toBe('30°07′24.4″');
  });

  it('is drawn as it is asked for', () => {
    const count = (grid: GridOptions): number => shapes([...gridItems(window, grid, 1)]).length;
    expect(count({ ...options, kind: 'none' })).toBe(0);
    expect(count(options)).toBe(7 + 5);
    expect(count({ ...options, kind: 'ticks' })).toBe(2 * (7 + 5));
    expect(count({ ...options, kind: 'crosses' })).toBe(2 * (7 + 5) + 2 * 7 * 5);
    expect(texts([...frameItems(window, { ...options, figures: false, corners: false }, 1)])).toEqual([]);
  });

  it.skipIf(!hasPython('pyproj'))('says what PROJ says: figures, corners and convergence', () => {
    const items = texts([...frameItems(window, options, 1)]);
    const mm = { x: window.x, y: window.y, right: window.x + window.width, bottom: window.y + window.height };
    const corners = [
      degreesAt(window, mm.x, mm.y),
      degreesAt(window, mm.right, mm.y),
      degreesAt(window, mm.x, mm.bottom),
      degreesAt(window, mm.right, mm.bottom),
    ];
    const middle = degreesAt(window, 170, 150);
    const answer = runPython('print_grid.py', [JSON.stringify({ corners, middle })]) as {
      corners: [number, number][];
      middle: { east: number; north: number; convergence: number };
    };
    const wanted = [
      [-1500, 1200],
      [1500, 1200],
      [-1500, -1200],
      [1500, -1200],
    ] as const;
    answer.corners.forEach(([east, north], i) => {
      expect(Math.abs(east - ORIGIN.east - wanted[i]![0])).toBeLessThan(0.001);
      expect(Math.abs(north - ORIGIN.north - wanted[i]![1])).toBeLessThan(0.001);
    });
    expect(Math.abs(answer.middle.convergence - convergence(window, 170, 150))).toBeLessThan(1e-5);
    // The figure of a line stands where PROJ puts its easting: in the middle of the frame.
    const figure = items.find(({ text }) => text === '37400.0')!;
    expect(figure.x + (7 * 0.52 * figure.size) / 2).toBeCloseTo(170, 0);
    const said = items.filter(({ text }) => text.includes('°')).map(({ text }) => text);
    expect(said).toContain(degreeText(corners[0]![0], 10_000));
    expect(said).toContain(degreeText(corners[3]![1], 10_000));
    expect(said).toHaveLength(8);
  });
});
