import { Printer } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { isTyping } from '../../commands/keys.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { followPreview } from '../../state/sheet-preview.ts';
import { closeSheets, currentLayout, currentSheet, selectItem, useSheets } from '../../state/sheets.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { EditorBar } from './editor-bar.tsx';
import { NewSheetDialog } from './new-sheet-dialog.tsx';
import { PagePlace } from './page-view.tsx';
import { PrintDialog } from './print-dialog.tsx';
import { Properties } from './properties.tsx';
import { SideList } from './side-list.tsx';
import { usePageView } from './use-page-view.ts';
import './layout.css';

/** The editor of map sheets, over the whole window below the title. */
export function SheetEditor() {
  const { t } = useText();
  const layout = useSheets(currentLayout);
  const sheet = useSheets(currentSheet);
  const dialog = useDialogs((state) => state.open);
  const locked = useSession((state) => state.blueprint?.readOnly ?? true);
  const control = usePageView(layout?.page ?? null);
  const root = useRef<HTMLDivElement>(null);
  useEffect(followPreview, []);
  // The keys are the editor's from the start.
  useEffect(() => root.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return;
    if (event.key === 'Escape') {
      if (useSheets.getState().selected === null) closeSheets();
      else {
        selectItem(null);
        root.current?.focus();
      }
    } else if (event.key === '+' || event.key === '=') control.zoom(1);
    else if (event.key === '-') control.zoom(-1);
    else if (event.key === '0') control.fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={root}
      className="sheet-editor"
      role="region"
      aria-label={t('print.editor')}
      tabIndex={-1}
      data-own-keys=""
      onKeyDown={onKeyDown}
    >
      <EditorBar layout={layout} control={control} locked={locked} />
      <div className="sheet-work">
        <SideList layout={layout} locked={locked} />
        {layout === null ? (
          <div className="sheet-place">
            <Empty
              icon={<Printer />}
              title={t('print.empty')}
              actions={
                locked ? undefined : (
                  <Button kind="primary" onPress={() => useDialogs.getState().show('sheet-new')}>
                    {t('print.new')}
                  </Button>
                )
              }
            >
              {t('print.empty-text')}
            </Empty>
          </div>
        ) : (
          <PagePlace layout={layout} control={control} locked={locked} />
        )}
        {layout === null ? null : <Properties layout={layout} locked={locked} />}
      </div>
      {dialog === 'sheet-new' ? <NewSheetDialog /> : null}
      {dialog === 'sheet-print' && layout !== null && sheet !== null ? (
        <PrintDialog name={sheet.name} layout={layout} />
      ) : null}
    </div>
  );
}
