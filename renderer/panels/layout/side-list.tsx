import { FilePlus2, Plus, Trash2 } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { newItem } from '../../../shared/print/layout/edit-layout.ts';
import { ITEM_KINDS, type ItemKind, type SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import {
  changeLayout,
  currentSheet,
  deleteSheet,
  renameSheet,
  selectItem,
  showSheet,
  useSheets,
} from '../../state/sheets.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { DraftText } from './parts/drafts.tsx';
import { choosePicture } from './choose-picture.ts';

/** The sheets that the blueprint keeps, and the items of the one in hand, the topmost first. */
export function SideList({
  layout,
  locked,
}: {
  readonly layout: SheetLayout | null;
  readonly locked: boolean;
}) {
  const { t } = useText();
  const sheets = useSheets((state) => state.sheets) ?? [];
  const sheet = useSheets(currentSheet);
  return (
    <nav className="sheet-side" aria-label={t('print.sheets')}>
      <header className="sheet-item-head">
        <h3 className="grow">{t('print.sheets')}</h3>
        <IconButton
          label={t('print.new')}
          onPress={() => useDialogs.getState().show('sheet-new')}
          {...(locked ? { reason: t('ui.reason.read-only') } : {})}
        >
          <FilePlus2 className="i" />
        </IconButton>
        <IconButton
          label={t('print.delete')}
          onPress={() => sheet !== null && void deleteSheet(sheet.uid)}
          {...(locked
            ? { reason: t('ui.reason.read-only') }
            : sheet === null
              ? { reason: t('print.none') }
              : {})}
        >
          <Trash2 className="i" />
        </IconButton>
      </header>
      <ListBox
        aria-label={t('print.sheets')}
        className="sheet-list"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={sheet === null ? [] : [sheet.uid]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : keys;
          if (key !== undefined) showSheet(String(key));
        }}
      >
        {sheets.map(({ uid, name }) => (
          <ListBoxItem key={uid} id={uid} textValue={name} className="item">
            {name}
          </ListBoxItem>
        ))}
      </ListBox>
      {sheet === null || layout === null ? null : (
        <>
          <div className="sheet-name">
            <DraftText
              key={sheet.uid}
              label={t('print.name')}
              value={sheet.name}
              disabled={locked}
              onKeep={(name) => name.trim() !== '' && void renameSheet(sheet.uid, name.trim())}
            />
          </div>
          <ItemList layout={layout} locked={locked} />
        </>
      )}
    </nav>
  );
}

function ItemList({ layout, locked }: { readonly layout: SheetLayout; readonly locked: boolean }) {
  const { t, language } = useText();
  const selected = useSheets((state) => state.selected);
  const add = async (kind: ItemKind): Promise<void> => {
    const picture = kind === 'picture' ? await choosePicture() : undefined;
    if (picture === null) return;
    let made: string | null = null;
    await changeLayout((now) => {
      const item = newItem(now, kind, language, picture);
      if (item === null) return now;
      made = item.id;
      const pictures = picture === undefined ? now.pictures : [...now.pictures, picture];
      return { ...now, items: [...now.items, item], pictures };
    });
    selectItem(made);
  };
  return (
    <>
      <header className="sheet-item-head">
        <h3 className="grow">{t('print.items')}</h3>
        {locked ? null : (
          <Menu
            label={t('print.add')}
            trigger={
              <IconButton label={t('print.add')}>
                <Plus className="i" />
              </IconButton>
            }
            entries={ITEM_KINDS.filter(
              (kind) => kind !== 'map' || !layout.items.some((item) => item.kind === 'map'),
            ).map((kind) => ({ id: kind, label: t(`print.item.${kind}`), run: () => void add(kind) }))}
          />
        )}
      </header>
      <ListBox
        aria-label={t('print.items')}
        className="sheet-list grow"
        selectionMode="single"
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : keys;
          selectItem(key === undefined ? null : String(key));
        }}
      >
        {layout.items.toReversed().map((item) => (
          <ListBoxItem key={item.id} id={item.id} textValue={t(`print.item.${item.kind}`)} className="item">
            {t(`print.item.${item.kind}`)}
            <span className="end el">{'text' in item ? item.text : 'title' in item ? item.title : ''}</span>
          </ListBoxItem>
        ))}
      </ListBox>
    </>
  );
}
