import { useState } from 'react';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { useText } from '../../i18n/use-text.ts';
import { pngSize } from '../../print/print-png.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { printSheet, type PrintChoice } from '../../state/print-sheet.ts';
import { useSheetPreview } from '../../state/sheet-preview.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';

const DPIS = [100, 150, 200, 300, 600] as const;
/** Pixels of one side of a picture that can be written. */
const MOST_PIXELS = 32_000;

/** How the sheet is printed, and where to. The work itself goes on in the dock. */
export function PrintDialog({ name, layout }: { readonly name: string; readonly layout: SheetLayout }) {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const pages = useSheetPreview((state) => state.pages.length) || 1;
  const notes = useSheetPreview((state) => state.answer?.notes ?? null) ?? [];
  const [choice, setChoice] = useState<PrintChoice>({ format: 'pdf', dpi: 300, split: false });
  const change = (patch: Partial<PrintChoice>): void => setChoice({ ...choice, ...patch });
  const size = pngSize(layout.page, choice.dpi);
  const tooLarge = choice.format === 'png' && Math.max(size.width, size.height) > MOST_PIXELS;
  const print = async (): Promise<void> => {
    if (await printSheet(name, layout, choice)) close();
  };
  return (
    <Dialog
      title={t('print.print-of', { name })}
      className="sheet-print"
      closeLabel={t('ui.close')}
      onClose={close}
      footer={
        <>
          <span className="grow cap">{t('print.pages', { pages })}</span>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            onPress={() => void print()}
            {...(tooLarge ? { reason: t('print.png.too-large', { most: MOST_PIXELS }) } : {})}
          >
            {t('print.choose-place')}
          </Button>
        </>
      }
    >
      <div className="sheet-form">
        <div className="sheet-line">
          <span className="field-label">{t('print.format')}</span>
          <Segmented
            label={t('print.format')}
            value={choice.format}
            choices={(['pdf', 'png'] as const).map((id) => ({ id, content: id.toUpperCase() }))}
            onChange={(format) => change({ format })}
          />
        </div>
        <p className="cap">{t(`print.format.${choice.format}`)}</p>
        {choice.format === 'png' ? (
          <>
            <div className="sheet-line">
              <span className="field-label">{t('print.dpi')}</span>
              <Segmented
                label={t('print.dpi')}
                value={String(choice.dpi)}
                choices={DPIS.map((dpi) => ({ id: String(dpi), content: String(dpi) }))}
                onChange={(dpi) => change({ dpi: Number(dpi) })}
              />
            </div>
            <p className="cap">{t('print.png.size', size)}</p>
          </>
        ) : pages > 1 ? (
          <Checkbox selected={choice.split} onChange={(split) => change({ split })}>
            {t('print.split')}
          </Checkbox>
        ) : null}
        {notes.map(({ code, item }) => (
          <p key={`${code} ${item}`} className="sheet-note">
            {t(`print.note.${code}`)}
          </p>
        ))}
      </div>
    </Dialog>
  );
}
