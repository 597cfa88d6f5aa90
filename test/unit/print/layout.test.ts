import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, onPaper, resized, snapLines } from '../../../shared/print/layout/drag.ts';
import {
  freeItemId,
  newItem,
  onOtherPaper,
  withItem,
  withOrder,
  withoutItem,
  withPlace,
} from '../../../shared/print/layout/edit-layout.ts';
import { freeSheetName, layoutColumns, layoutOfColumns } from '../../../shared/print/kept-sheet.ts';
import { ITEM_KINDS, sheetLayout, type LayoutItem } from '../../../shared/print/layout/layout-schema.ts';
import { paperOf, paperSize } from '../../../shared/print/layout/paper.ts';
import {
  layoutFrom,
  LAYOUT_GROWTH,
  SHEET_TEMPLATES,
  sheetTemplate,
} from '../../../shared/print/layout/templates.ts';
import { pageFileName } from '../../../shared/print/page-file.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { rowName } from '../../../shared/print/atlas.ts';

const a3 = layoutFrom(sheetTemplate('land-use-a3-landscape')!, 'zh-CN');

const overlap = (a: LayoutItem, b: LayoutItem): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('templates', () => {
  it('are there for every kind, paper and orientation, and are layouts', () => {
    expect(SHEET_TEMPLATES).toHaveLength(4 * 5 * 2);
    for (const template of SHEET_TEMPLATES) {
      for (const language of ['zh-CN', 'en'] as const) {
        const parsed = sheetLayout.safeParse(layoutFrom(template, language));
        expect(parsed.error?.issues ?? [], template.id).toEqual([]);
      }
    }
  });

  it('keep their items on the paper and apart from one another', () => {
    for (const template of SHEET_TEMPLATES) {
      const { page, items } = layoutFrom(template, 'zh-CN');
      for (const [i, item] of items.entries()) {
        expect(
          item.x >= page.margin && item.x + item.width <= page.width - page.margin,
          `${template.id} ${item.id}`,
        ).toBe(true);
        expect(
          item.y >= page.margin && item.y + item.height <= page.height - page.margin,
          `${template.id} ${item.id}`,
        ).toBe(true);
        for (const other of items.slice(i + 1))
          expect(overlap(item, other), `${template.id}: ${item.id} over ${other.id}`).toBe(false);
      }
    }
  });

  it('carry the classification mark, the system, a scale, a legend and a block, on every sheet', () => {
    for (const template of SHEET_TEMPLATES) {
      const { items } = layoutFrom(template, 'zh-CN');
      const said = items.map((item) => (item.kind === 'text' ? item.text : '')).join();
      expect(said).toContain('{mark}');
      expect(said).toContain('{crs}');
      const kinds = items.map(({ kind }) => kind);
      for (const kind of ['map', 'title', 'legend', 'scale-bar', 'north-arrow', 'stamp'] as const)
        expect(kinds).toContain(kind);
    }
  });

  it('name layers that exist', () => {
    for (const { kind } of SHEET_TEMPLATES) {
      const named = [...kind.layers, ...kind.pale, ...(kind.table === null ? [] : [kind.table.layer])];
      expect(named.filter((layer) => builtinLayer(layer) === undefined)).toEqual([]);
    }
  });
});

describe('a layout', () => {
  it('gets items of every kind, with ids of their own', () => {
    const picture = { id: 'p1', type: 'image/png', data: 'AAAA' } as const;
    let layout = a3;
    for (const kind of [...ITEM_KINDS, ...ITEM_KINDS]) {
      const item = newItem(layout, kind, 'zh-CN', picture)!;
      layout = { ...layout, items: [...layout.items, item], pictures: [picture] };
    }
    expect(sheetLayout.safeParse(layout).success).toBe(true);
    expect(new Set(layout.items.map(({ id }) => id)).size).toBe(layout.items.length);
    expect(freeItemId(a3, 'legend')).toBe('legend-2');
    expect(newItem(a3, 'picture', 'zh-CN')).toBeNull();
  });

  it('loses a picture with the last item that shows it', () => {
    const picture = { id: 'p1', type: 'image/png', data: 'AAAA' } as const;
    const item = newItem(a3, 'picture', 'zh-CN', picture)!;
    const layout = { ...a3, items: [...a3.items, item], pictures: [picture] };
    expect(withoutItem(layout, 'legend').pictures).toEqual([picture]);
    expect(withoutItem(layout, item.id).pictures).toEqual([]);
  });

  it('changes, moves and orders items one by one', () => {
    const legend = a3.items.find(({ id }) => id === 'legend')!;
    expect(withItem(a3, { ...legend, x: 5 }).items.find(({ id }) => id === 'legend')!.x).toBe(5);
    expect(
      withPlace(a3, 'legend', { x: 5000, y: 0, width: 10, height: 10 }).items.find(
        ({ id }) => id === 'legend',
      )!.x,
    ).toBe(410);
    expect(withOrder(a3, 'map', -1)).toBe(a3);
    expect(withOrder(a3, 'map', 1).items[1]!.id).toBe('map');
  });

  it('goes to another paper in proportion', () => {
    const { width, height } = paperSize('A1', 'landscape');
    const large = onOtherPaper(a3, width, height, LAYOUT_GROWTH);
    expect(paperOf(large.page)).toEqual(['A1', 'landscape']);
    const share = width / a3.page.width;
    for (const [i, item] of large.items.entries()) {
      expect(item.x).toBeCloseTo(a3.items[i]!.x * share, 0);
      expect(item.width).toBeCloseTo(a3.items[i]!.width * share, 0);
    }
    expect(large.page.weight).toBeCloseTo(share ** LAYOUT_GROWTH, 1);
    expect(sheetLayout.safeParse(large).success).toBe(true);
  });

  it('is kept in two columns and read back the same; what is none is none', () => {
    const layout = { ...a3, pictures: [{ id: 'p1', type: 'image/png' as const, data: 'AAAA' }] };
    const { layout: body, pictures } = layoutColumns(layout);
    expect(body).not.toContain('AAAA');
    expect(layoutOfColumns(body, pictures)).toEqual(layout);
    for (const text of ['', '{', 'null', '[]', '{"version":2}'])
      expect(layoutOfColumns(text, '[]')).toBeUndefined();
    expect(freeSheetName('图', [{ name: '图' }, { name: '图 2' }])).toBe('图 3');
  });
});

describe('dragging', () => {
  const place = { x: 100, y: 100, width: 40, height: 20 };
  const lines = { xs: [8, 210, 412], ys: [8, 148.5] };

  it('snaps to the nearest line within reach, and says which', () => {
    const near = moved(place, -91, 3, lines, 2);
    expect(near.place).toEqual({ ...place, x: 8, y: 103 });
    expect(near.guides).toEqual({ xs: [8], ys: [] });
    expect(moved(place, -88, 0, lines, 2).guides.xs).toEqual([]);
    // The middle counts too.
    expect(moved(place, 91, 0, lines, 2).place.x).toBe(190);
  });

  it('moves one side and leaves the other', () => {
    const left = resized(place, { x: -1, y: 0 }, -5, 99, lines, 0);
    expect(left.place).toEqual({ x: 95, y: 100, width: 45, height: 20 });
    const corner = resized(place, { x: 1, y: 1 }, 71, 27.5, lines, 2);
    expect(corner.place).toEqual({ x: 100, y: 100, width: 110, height: 48.5 });
    expect(corner.guides).toEqual({ xs: [210], ys: [148.5] });
  });

  it('never makes an item smaller than can be seen, nor loses it beside the paper', () => {
    const step = fc.integer({ min: -3000, max: 3000 });
    const which = fc.constantFrom(-1 as const, 0 as const, 1 as const);
    fc.assert(
      fc.property(step, step, which, which, (dx, dy, x, y) => {
        const result = resized(place, { x, y }, dx, dy, lines, 2).place;
        expect(Math.min(result.width, result.height)).toBeGreaterThanOrEqual(2);
        const kept = onPaper(moved(place, dx, dy, lines, 2).place, { width: 420, height: 297 });
        expect(kept.x < 420 && kept.x + kept.width > 0 && kept.y < 297 && kept.y + kept.height > 0).toBe(
          true,
        );
      }),
    );
  });

  it('offers the lines of the paper and of the other items, not its own', () => {
    const { xs } = snapLines(a3, 'map');
    const map = a3.items.find(({ id }) => id === 'map')!;
    const stamp = a3.items.find(({ id }) => id === 'stamp')!;
    expect(xs).toContain(stamp.x);
    expect(xs).toContain(8);
    expect(xs).not.toContain(map.x + map.width);
  });
});

describe('names', () => {
  it('of files are fit for every system and in the order of the pages', () => {
    expect(pageFileName('图', { name: '', number: 1, pages: 1 }, '.pdf')).toBe('图.pdf');
    expect(pageFileName('图', { name: '桐渡镇', number: 3, pages: 12 }, '.png')).toBe('图-03-桐渡镇.png');
    expect(pageFileName('图', { name: '../a:b c', number: 1, pages: 2 }, '.pdf')).toBe('图-1-.._a_b_c.pdf');
  });
  it('of rows go on after Z', () => {
    expect([0, 25, 26, 27, 701, 702].map(rowName)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA']);
  });
});
