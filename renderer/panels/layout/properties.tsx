import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { withItem, withoutItem, withOrder, withPlace } from '../../../shared/print/layout/edit-layout.ts';
import type { LayoutItem, SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { MOST_SIDE } from '../../../shared/print/layout/paper.ts';
import { useText } from '../../i18n/use-text.ts';
import { changeLayout, selectItem, useSheets } from '../../state/sheets.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { DraftNumber } from './parts/drafts.tsx';
import { LegendPart } from './parts/legend-part.tsx';
import { MapPart } from './parts/map-part.tsx';
import { PagePart } from './parts/page-part.tsx';
import { IndexPart, NorthArrowPart, PicturePart, ScaleBarPart } from './parts/simple-parts.tsx';
import { StampPart } from './parts/stamp-part.tsx';
import { TablePart } from './parts/table-part.tsx';
import { TextPart, TitlePart } from './parts/words-parts.tsx';

/** The form of the item in hand, or of the paper where none is. */
export function Properties({ layout, locked }: { readonly layout: SheetLayout; readonly locked: boolean }) {
  const { t } = useText();
  const selected = useSheets((state) => state.selected);
  const item = layout.items.find(({ id }) => id === selected);
  return (
    <aside className="sheet-properties scroll" aria-label={t('print.properties')}>
      {item === undefined ? (
        <section>
          <h3>{t('print.page')}</h3>
          <PagePart layout={layout} locked={locked} change={(change) => void changeLayout(change)} />
        </section>
      ) : (
        <ItemForm key={item.id} item={item} locked={locked} />
      )}
    </aside>
  );
}

function ItemForm({ item, locked }: { readonly item: LayoutItem; readonly locked: boolean }) {
  const { t } = useText();
  return (
    <>
      <header className="sheet-item-head">
        <h3 className="grow">{t(`print.item.${item.kind}`)}</h3>
        {locked ? null : (
          <>
            <IconButton
              label={t('print.item.raise')}
              onPress={() => void changeLayout((layout) => withOrder(layout, item.id, 1))}
            >
              <ArrowUp className="i" />
            </IconButton>
            <IconButton
              label={t('print.item.lower')}
              onPress={() => void changeLayout((layout) => withOrder(layout, item.id, -1))}
            >
              <ArrowDown className="i" />
            </IconButton>
            <IconButton
              label={t('print.item.delete')}
              onPress={() => {
                selectItem(null);
                void changeLayout((layout) => withoutItem(layout, item.id));
              }}
            >
              <Trash2 className="i" />
            </IconButton>
          </>
        )}
      </header>
      <section>
        <PartOf item={item} locked={locked} />
      </section>
      <PlaceForm item={item} locked={locked} />
    </>
  );
}

/** What is particular to a kind of item. */
function PartOf({ item, locked }: { readonly item: LayoutItem; readonly locked: boolean }) {
  // Every part changes fields of its own kind alone, so the item stays one of that kind.
  const change = (patch: object): void =>
    void changeLayout((layout) => {
      const now = layout.items.find(({ id }) => id === item.id);
      return now === undefined ? layout : withItem(layout, { ...now, ...patch });
    });
  switch (item.kind) {
    case 'map':
      return <MapPart item={item} locked={locked} change={change} />;
    case 'title':
      return <TitlePart item={item} locked={locked} change={change} />;
    case 'text':
      return <TextPart item={item} locked={locked} change={change} />;
    case 'legend':
      return <LegendPart item={item} locked={locked} change={change} />;
    case 'scale-bar':
      return <ScaleBarPart item={item} locked={locked} change={change} />;
    case 'north-arrow':
      return <NorthArrowPart item={item} locked={locked} change={change} />;
    case 'stamp':
      return <StampPart item={item} locked={locked} change={change} />;
    case 'table':
      return <TablePart item={item} locked={locked} change={change} />;
    case 'picture':
      return <PicturePart item={item} locked={locked} change={change} />;
    default:
      return <IndexPart item={item} locked={locked} change={change} />;
  }
}

/** Place and size in exact millimetres. */
function PlaceForm({ item, locked }: { readonly item: LayoutItem; readonly locked: boolean }) {
  const { t } = useText();
  const { x, y, width, height } = item;
  const put = (patch: Partial<{ x: number; y: number; width: number; height: number }>): void =>
    void changeLayout((layout) => withPlace(layout, item.id, { x, y, width, height, ...patch }));
  const field = (name: 'x' | 'y' | 'width' | 'height') => (
    <DraftNumber
      label={t(`print.place.${name}`)}
      value={item[name]}
      unit="mm"
      limits={name === 'x' || name === 'y' ? [-MOST_SIDE, 2 * MOST_SIDE] : [1, MOST_SIDE]}
      disabled={locked}
      onKeep={(value) => value !== null && put({ [name]: value })}
    />
  );
  return (
    <section>
      <h4>{t('print.place')}</h4>
      <div className="sheet-pair">
        {field('x')}
        {field('y')}
      </div>
      <div className="sheet-pair">
        {field('width')}
        {field('height')}
      </div>
    </section>
  );
}
