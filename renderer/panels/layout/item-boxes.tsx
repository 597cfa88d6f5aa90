import type { KeyboardEvent } from 'react';
import type { Handle } from '../../../shared/print/layout/drag.ts';
import { withoutItem } from '../../../shared/print/layout/edit-layout.ts';
import type { LayoutItem, SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { useText } from '../../i18n/use-text.ts';
import { changeLayout, selectItem, useSheets } from '../../state/sheets.ts';
import { nudge, useItemDrag } from './use-item-drag.ts';
import type { PageView } from './use-page-view.ts';

const HANDLES: readonly Handle[] = ([-1, 0, 1] as const).flatMap((y) =>
  ([-1, 0, 1] as const).flatMap((x) => (x === 0 && y === 0 ? [] : [{ x, y }])),
);

/** The items of a layout over its picture: to be picked, moved and resized, by the pointer or the keys. */
export function ItemBoxes({
  layout,
  view,
  locked,
}: {
  readonly layout: SheetLayout;
  readonly view: PageView;
  readonly locked: boolean;
}) {
  const { t } = useText();
  const selected = useSheets((state) => state.selected);
  const { guides, onPointerDown, ...drag } = useItemDrag(view.scale, locked);
  const at = (mm: number, from: number): number => from + mm * view.scale;

  const onKeyDown = (event: KeyboardEvent, item: LayoutItem): void => {
    if (event.ctrlKey || event.metaKey) return;
    if (!locked && nudge(item, event.key, event.shiftKey, event.altKey)) event.preventDefault();
    else if (!locked && (event.key === 'Delete' || event.key === 'Backspace'))
      void changeLayout((now) => withoutItem(now, item.id));
    else if (event.key === 'Enter' || event.key === ' ') selectItem(item.id);
    else return;
    event.stopPropagation();
  };

  return (
    <div className="sheet-boxes">
      {layout.items.map((item) => (
        <div
          key={item.id}
          role="button"
          tabIndex={0}
          aria-label={t(`print.item.${item.kind}`)}
          aria-pressed={item.id === selected}
          data-item={item.id}
          className={item.id === selected ? 'sheet-box on' : 'sheet-box'}
          style={{
            left: at(item.x, view.x),
            top: at(item.y, view.y),
            width: item.width * view.scale,
            height: item.height * view.scale,
          }}
          onFocus={() => selectItem(item.id)}
          onKeyDown={(event) => onKeyDown(event, item)}
          onPointerDown={(event) => onPointerDown(event, item, null)}
          {...drag}
        >
          {item.id === selected && !locked
            ? HANDLES.map((handle) => (
                <i
                  key={`${handle.x} ${handle.y}`}
                  data-handle={`${handle.x} ${handle.y}`}
                  className={`sheet-handle x${handle.x} y${handle.y}`}
                  onPointerDown={(event) => onPointerDown(event, item, handle)}
                />
              ))
            : null}
        </div>
      ))}
      {guides.xs.map((x) => (
        <i key={`x${x}`} className="sheet-guide x" style={{ left: at(x, view.x) }} />
      ))}
      {guides.ys.map((y) => (
        <i key={`y${y}`} className="sheet-guide y" style={{ top: at(y, view.y) }} />
      ))}
    </div>
  );
}
