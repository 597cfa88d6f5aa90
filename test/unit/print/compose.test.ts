import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { linesBox } from '../../../shared/print/display-list.ts';
import { barFor } from '../../../shared/print/items/scale-bar.ts';
import type { LayoutItem } from '../../../shared/print/layout/layout-schema.ts';
import { fittingScale } from '../../../shared/print/map/map-window.ts';
import {
  composed,
  FACTS,
  layoutOf,
  mapItem,
  polygon,
  rectangle,
  shapes,
  texts,
} from '../../fixtures/print.ts';

let overlay: Overlay;
beforeAll(async () => {
  overlay = await loadOverlay();
});

const item = (kind: 'scale-bar' | 'stamp' | 'title' | 'text', patch: object): LayoutItem => {
  const place = { id: kind, x: 230, y: 20, width: 80, height: 20, size: 3 };
  const kinds = {
    'scale-bar': { numeric: true, bar: true },
    stamp: { rows: [] },
    title: { text: '', second: '', align: 'center' },
    text: { text: '', bold: false, align: 'left', vertical: 'top', color: '#000000', frame: false },
  };
  return { kind, ...place, ...kinds[kind], ...patch } as LayoutItem;
};

const words = (items: readonly LayoutItem[], facts = FACTS): string[] =>
  texts(composed(layoutOf(items), [], overlay, undefined, facts).list.items).map(({ text }) => text);

describe('a sheet', () => {
  it('draws each shared border once, and faces without a gap between them', () => {
    const left = {
      layer: 'land_use',
      geometry: rectangle(-100, 0, 100, 100),
      values: { land_class: '0101' },
    };
    const right = { layer: 'land_use', geometry: rectangle(0, 0, 100, 100), values: { land_class: '0301' } };
    const { list } = composed(layoutOf([mapItem({ labels: false })]), [left, right], overlay);
    const filled = shapes(list.items).filter(({ fill, closed }) => fill !== null && closed);
    const [a, b] = filled.map(({ lines }) => linesBox(lines)).toSorted((p, q) => p[0] - q[0]);
    expect(a![2]).toBe(b![0]);
    // Seven edges: those of two squares with one between them.
    const strokes = shapes(list.items).filter(
      ({ pen, closed, fill }) => pen !== null && !closed && fill === null,
    );
    const hairlines = strokes.filter(({ pen }) => pen!.color === '#57574b');
    const edges = hairlines.reduce((sum, { lines }) => {
      let count = sum;
      for (let line = 0; line + 1 < lines.starts.length; line++)
        count += lines.starts[line + 1]! - lines.starts[line]! - 1;
      return count;
    }, 0);
    expect(edges).toBe(7);
  });

  it('has a scale bar that is as long as it says', () => {
    const { list } = composed(layoutOf([mapItem(), item('scale-bar', {})]), [], overlay);
    const said = texts(list.items);
    expect(said[0]!.text).toBe('1:10000');
    const figures = said.filter(({ text }) => /^\d+$/.test(text)).map(({ text }) => Number(text));
    const boxes = shapes(list.items)
      .filter(({ closed, lines }) => closed && lines.xy.length === 8 && linesBox(lines)[0] >= 230)
      .map(({ lines }) => linesBox(lines));
    const length = Math.max(...boxes.map((box) => box[2])) - Math.min(...boxes.map((box) => box[0]));
    // Figures are metres; a metre is a tenth of a millimetre.
    expect(length).toBeCloseTo(Math.max(...figures) / 10, 3);
  });

  it('finds round bars and round scales that fit', () => {
    for (const scale of [500, 2000, 10_000, 35_000, 250_000]) {
      for (const width of [20, 38, 77, 150]) {
        const { part, parts } = barFor(scale, width);
        const mm = (part * parts * 1000) / scale;
        expect(mm).toBeLessThanOrEqual(width + 1e-9);
        expect(mm).toBeGreaterThan(width * 0.4);
        expect([1, 2, 5]).toContain(
          Number((part / 10 ** Math.floor(Math.log10(part) + 1e-9)).toPrecision(3)),
        );
      }
    }
    const scale = fittingScale([0, 0, 54_000, 48_000], 305, 240);
    expect(scale).toBe(200_000);
    expect(54_000_000 / fittingScale([0, 0, 54_000, 1], 305, 240)).toBeLessThanOrEqual(305);
  });

  it('fills placeholders, and leaves words that are none', () => {
    expect(
      words([mapItem(), item('title', { text: '{county} {scale} {nothing}', second: '{horizon}' })]),
    ).toEqual(['测试县 1:10000 {nothing}', '规划期末：2035年']);
    expect(words([item('text', { text: '密级：{mark}' })])).toEqual(['密级：内部']);
    expect(words([item('text', { text: '{sheet} {version}' })])).toEqual(['试图 v3']);
    expect(words([item('text', { text: '{mark}' })], { ...FACTS, fictional: true })).toEqual([
      '内部 · 虚构示范数据',
    ]);
  });

  it('makes type smaller before it leaves out the end of a text', () => {
    const long = item('text', { text: 'Classification: {mark}', width: 40, height: 5 });
    expect(words([long], { ...FACTS, fictional: true })).toEqual(['Classification: 内部 · 虚构示范数据']);
  });

  it('has no map where the layout has none, and nothing breaks', () => {
    expect(
      words([item('scale-bar', {}), item('stamp', { rows: [{ label: '日期', value: '{date}' }] })]),
    ).toEqual(['日期', '2026-11-22']);
  });

  it('dims what lies around the subject of a page and draws its border', () => {
    const subject = polygon([
      [-300, -300],
      [300, -300],
      [0, 300],
    ]);
    const page = { name: '甲', number: 1, pages: 2, subject, outline: subject, centre: null, scale: null };
    const { list } = composed(layoutOf([mapItem()]), [], overlay, page);
    const veil = shapes(list.items).find(({ rule }) => rule === 'evenodd')!;
    expect(veil.fill!.color).toBe('#ffffff');
    expect(veil.lines.starts.length - 1).toBe(2);
  });
});
