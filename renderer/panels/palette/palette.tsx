import { Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { Keys } from '../../ui/keys.tsx';
import { matchText, partsOf } from '../../../shared/search/match-text.ts';
import { usePaletteItems, type PaletteItem } from './use-palette-items.tsx';
import './palette.css';

/** Commands, layers and features by name. What cannot be used now is shown with the reason. */
export function Palette() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const { sections, searching } = usePaletteItems(search);
  const items = useMemo(() => sections.flatMap((section) => section.items), [sections]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, items]);
  const run = (item: PaletteItem | undefined): void => {
    if (item === undefined || item.reason !== undefined) return;
    close();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(items.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') run(items[at]);
    else return;
    event.preventDefault();
  };
  return (
    <ModalOverlay
      className="modal-overlay top"
      isOpen
      isDismissable
      onOpenChange={(open) => !open && close()}
    >
      <Modal className="palette">
        <Dialog aria-label={t('ui.palette')}>
          <div className="palette-in">
            <Search className="i" />
            <input
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-activedescendant={items[at] ? `palette-${items[at].id}` : undefined}
              aria-label={t('ui.search-box')}
              placeholder={t('ui.search-box')}
              value={search}
              autoFocus
              spellCheck={false}
              onChange={(event) => {
                setSearch(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
            />
            <Keys of="Esc" />
          </div>
          <div
            ref={list}
            id="palette-list"
            role="listbox"
            aria-label={t('ui.palette')}
            className="palette-list"
          >
            {sections.map((section) => (
              <div key={section.id} role="group" aria-label={t(`ui.palette.${section.id}`)}>
                <div className="palette-head">{t(`ui.palette.${section.id}`)}</div>
                {section.items.map((item) => (
                  <Row
                    key={item.id}
                    item={item}
                    search={search}
                    current={items[at] === item}
                    onPress={() => run(item)}
                    onMove={() => setAt(items.indexOf(item))}
                  />
                ))}
              </div>
            ))}
            {items.length === 0 ? (
              <div className="palette-none">{searching ? t('ui.searching') : t('ui.no-hit', { search })}</div>
            ) : null}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Row({
  item,
  search,
  current,
  onPress,
  onMove,
}: {
  readonly item: PaletteItem;
  readonly search: string;
  readonly current: boolean;
  readonly onPress: () => void;
  readonly onMove: () => void;
}) {
  return (
    <div
      id={`palette-${item.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      aria-disabled={item.reason !== undefined}
      className="palette-row"
      onClick={onPress}
      onKeyDown={(event) => event.key === 'Enter' && onPress()}
      onMouseMove={onMove}
    >
      {item.icon}
      <span className="grow el">
        {partsOf(item.label, matchText(item.label, search)).map((part, index) =>
          part.hit ? <b key={index}>{part.text}</b> : <span key={index}>{part.text}</span>,
        )}
      </span>
      <span className="cap el">{item.reason ?? item.note}</span>
      {item.keys === undefined ? null : <Keys of={item.keys} />}
    </div>
  );
}
