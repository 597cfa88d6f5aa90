import type { Packed } from '../geometry/packed.ts';
import type { LayerStyle } from '../model/layer-style.ts';
import { BLACK, pen } from './colors.ts';
import type { SheetNote } from './compose-sheet.ts';
import type { DisplayItem, SheetPicture } from './display-list.ts';
import { box } from './draw.ts';
import type { ItemContext } from './items/context.ts';
import { indexItems, type IndexContents } from './items/index-map.ts';
import { legendItems } from './items/legend.ts';
import { northArrowItems } from './items/north-arrow.ts';
import { scaleBarItems } from './items/scale-bar.ts';
import { tableItems } from './items/table.ts';
import { stampItems, textItems, titleItems } from './items/words.ts';
import type { ItemOf, LayoutItem, SheetLayout } from './layout/layout-schema.ts';
import { frameItems } from './map/grid.ts';

/** What the items of a sheet are made of. */
export interface ItemsRequest {
  readonly layout: SheetLayout;
  readonly context: ItemContext;
  readonly styles: ReadonlyMap<string, LayerStyle | null>;
  /** What is painted inside the frame of the map, and the item it belongs to. */
  readonly map: { readonly item: ItemOf<'map'>; readonly items: readonly DisplayItem[] } | null;
  indexContents(item: ItemOf<'index'>): IndexContents | null;
}

export interface ComposedItems {
  readonly items: readonly DisplayItem[];
  readonly pictures: readonly SheetPicture[];
  readonly notes: readonly SheetNote[];
}

/** The line around the whole sheet. */
function* borderItems({ page }: SheetLayout): Generator<DisplayItem> {
  const { margin, width, height, border, weight } = page;
  if (!border) return;
  const inner = { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin };
  yield box(inner, null, pen(BLACK, 0.35 * weight));
}

/** Everything on a sheet, from the lowest to the topmost. */
export function composeItems(request: ItemsRequest): ComposedItems {
  const { layout, context, styles, map } = request;
  const pictures: SheetPicture[] = [];
  const notes: SheetNote[] = [];
  const items: DisplayItem[] = [...borderItems(layout)];
  // One by one: a map may have more items than a call takes arguments.
  const put = (some: Iterable<DisplayItem>): void => {
    for (const one of some) items.push(one);
  };
  const noted = (item: LayoutItem, code: SheetNote['code'], complete: boolean): void => {
    if (!complete) notes.push({ code, item: item.id });
  };
  for (const item of layout.items) {
    switch (item.kind) {
      case 'map':
        if (map === null || item !== map.item || context.window === null) break;
        put(map.items);
        put(frameItems(context.window, item.grid, context.weight));
        break;
      case 'title':
        put(titleItems(item, context));
        break;
      case 'text':
        put(textItems(item, context));
        break;
      case 'legend': {
        const legend = legendItems(item, context, styles);
        put(legend.items);
        noted(item, 'legend-cut', legend.complete);
        break;
      }
      case 'scale-bar':
        put(scaleBarItems(item, context));
        break;
      case 'north-arrow':
        put(northArrowItems(item, context));
        break;
      case 'stamp':
        put(stampItems(item, context));
        break;
      case 'table': {
        const table = tableItems(item, context);
        put(table.items);
        noted(item, 'table-cut', table.complete);
        break;
      }
      case 'picture': {
        const found = layout.pictures.find(({ id }) => id === item.picture);
        if (found === undefined) break;
        const { x, y, width, height, contain } = item;
        put([{ kind: 'picture', x, y, width, height, contain, picture: pictures.length }]);
        pictures.push({ type: found.type, data: found.data });
        break;
      }
      default: {
        const contents = request.indexContents(item);
        if (contents !== null) put(indexItems(item, contents, context.weight));
      }
    }
  }
  return { items, pictures, notes };
}

/** Shapes of several geometries on the paper of an index map. */
export const plotAll = <T>(geometries: readonly Packed[], plot: (geometry: Packed) => T | null): T[] =>
  geometries.map(plot).filter((one) => one !== null);
