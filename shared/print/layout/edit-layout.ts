import type { Language } from '../../i18n/languages.ts';
import { text } from '../../i18n/text.ts';
import { BLACK } from '../colors.ts';
import type { Place } from './drag.ts';
import { onPaper } from './drag.ts';
import type { ItemKind, ItemOf, LayoutItem, LayoutPicture, SheetLayout } from './layout-schema.ts';

/*
 * What the editor does to a layout. Pure: a layout in, a layout out.
 */

/** The layout with another item in place of that with its id. */
export const withItem = (layout: SheetLayout, item: LayoutItem): SheetLayout => ({
  ...layout,
  items: layout.items.map((one) => (one.id === item.id ? item : one)),
});

export const withPlace = (layout: SheetLayout, id: string, place: Place): SheetLayout => ({
  ...layout,
  items: layout.items.map((item) => (item.id === id ? { ...item, ...onPaper(place, layout.page) } : item)),
});

/** Without an item, and without the pictures that no item shows any more. */
export function withoutItem(layout: SheetLayout, id: string): SheetLayout {
  const items = layout.items.filter((item) => item.id !== id);
  const shown = new Set(items.flatMap((item) => (item.kind === 'picture' ? [item.picture] : [])));
  return { ...layout, items, pictures: layout.pictures.filter((picture) => shown.has(picture.id)) };
}

/** An item one step nearer to the eye (1) or to the paper (-1). */
export function withOrder(layout: SheetLayout, id: string, step: 1 | -1): SheetLayout {
  const at = layout.items.findIndex((item) => item.id === id);
  const to = at + step;
  if (at < 0 || to < 0 || to >= layout.items.length) return layout;
  const items = [...layout.items];
  [items[at], items[to]] = [items[to]!, items[at]!];
  return { ...layout, items };
}

/** `legend`, `legend-2` ...: an id that no item has. */
export function freeItemId(layout: SheetLayout, kind: ItemKind): string {
  const taken = new Set(layout.items.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = number === 1 ? kind : `${kind}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** Sizes of new items on A3, mm. */
const SIZES: Readonly<Record<ItemKind, readonly [number, number]>> = {
  map: [200, 160],
  title: [200, 16],
  text: [80, 12],
  legend: [80, 100],
  'scale-bar': [60, 16],
  'north-arrow': [20, 25],
  stamp: [80, 28],
  table: [80, 80],
  picture: [40, 40],
  index: [60, 50],
};

/** What a new item of a kind is, in the middle of the paper. */
export function newItem(
  layout: SheetLayout,
  kind: ItemKind,
  language: Language,
  picture?: LayoutPicture,
): LayoutItem | null {
  const { page } = layout;
  const [width, height] = SIZES[kind].map((size) => Math.round(size * page.weight)) as [number, number];
  const place = {
    id: freeItemId(layout, kind),
    x: Math.round((page.width - width) / 2),
    y: Math.round((page.height - height) / 2),
    width,
    height,
  };
  const size = Math.round(300 * page.weight) / 100;
  const say = (key: string): string => text(language, key);
  switch (kind) {
    case 'map': {
      const grid = { kind: 'crosses', interval: null, figures: true, corners: true } as const;
      return {
        kind,
        ...place,
        scale: null,
        centre: null,
        layers: null,
        pale: [],
        labels: true,
        veil: true,
        grid,
      };
    }
    case 'title':
      return { kind, ...place, text: '{county}', second: '', size: size * 3, align: 'center' };
    case 'text': {
      const look = { size, bold: false, align: 'left', vertical: 'top', color: BLACK, frame: false } as const;
      return { kind, ...place, text: say('print.new.text'), ...look };
    }
    case 'legend':
      return {
        kind,
        ...place,
        title: say('print.legend'),
        size,
        columns: null,
        areas: null,
        without: [],
        frame: true,
      };
    case 'scale-bar':
      return { kind, ...place, size, numeric: true, bar: true };
    case 'north-arrow':
      return { kind, ...place, convergence: false };
    case 'stamp':
      return { kind, ...place, size, rows: [{ label: say('print.stamp.date'), value: '{date}' }] };
    case 'table':
      return { kind, ...place, size, title: '', unit: 'ha', source: { kind: 'classes', layer: 'land_use' } };
    case 'picture':
      return picture === undefined ? null : { kind, ...place, picture: picture.id, contain: true };
    default:
      return { kind, ...place, frame: true };
  }
}

/** The layout on another paper: places in proportion, type and lines as before. */
export function onOtherPaper(
  layout: SheetLayout,
  width: number,
  height: number,
  growth: number,
): SheetLayout {
  const [across, down] = [width / layout.page.width, height / layout.page.height];
  const size = Math.sqrt(across * down) ** growth;
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    ...layout,
    page: {
      ...layout.page,
      width,
      height,
      weight: round(Math.min(5, Math.max(0.3, layout.page.weight * size))),
    },
    items: layout.items.map((item) => {
      const place = {
        x: round(item.x * across),
        y: round(item.y * down),
        width: round(Math.max(1, item.width * across)),
        height: round(Math.max(1, item.height * down)),
      };
      return 'size' in item ? { ...item, ...place, size: round(item.size * size) } : { ...item, ...place };
    }),
  };
}

/** The one map of a layout. */
export const mapOf = (layout: SheetLayout): ItemOf<'map'> | undefined =>
  layout.items.find((item): item is ItemOf<'map'> => item.kind === 'map');
