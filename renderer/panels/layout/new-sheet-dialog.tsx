import { useState } from 'react';
import {
  ORIENTATIONS,
  PAPER_NAMES,
  paperSize,
  type Orientation,
  type PaperName,
} from '../../../shared/print/layout/paper.ts';
import {
  layoutFrom,
  SHEET_KINDS,
  sheetTemplate,
  templateId,
} from '../../../shared/print/layout/templates.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { makeSheet } from '../../state/sheets.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioList } from '../../ui/radio-list.tsx';
import { Segmented } from '../../ui/segmented.tsx';

/** Which sheet it is to be, on which paper. */
export function NewSheetDialog() {
  const { t, language } = useText();
  const close = useDialogs((state) => state.close);
  const [kind, setKind] = useState(SHEET_KINDS[0]!.id);
  const [paper, setPaper] = useState<PaperName>('A3');
  const [orientation, setOrientation] = useState<Orientation>('landscape');
  const [busy, setBusy] = useState(false);
  const { width, height } = paperSize(paper, orientation);
  const make = async (): Promise<void> => {
    const template = sheetTemplate(templateId(kind, paper, orientation));
    if (template === undefined) return;
    setBusy(true);
    if (await makeSheet(`${template.kind.name[language]} ${paper}`, layoutFrom(template, language))) close();
    else setBusy(false);
  };
  return (
    <Dialog
      title={t('print.new')}
      className="sheet-new"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={busy}
      footer={
        <>
          <span className="grow cap">{t('print.new.size', { width, height })}</span>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button kind="primary" onPress={() => void make()} disabled={busy}>
            {t('print.new.make')}
          </Button>
        </>
      }
    >
      <div className="sheet-form">
        <RadioList
          label={t('print.new.kind')}
          value={kind}
          choices={SHEET_KINDS.map(({ id, name }) => ({ id, content: name[language] }))}
          onChange={setKind}
        />
        <div className="sheet-line">
          <span className="field-label">{t('print.paper')}</span>
          <Segmented
            label={t('print.paper')}
            value={paper}
            choices={PAPER_NAMES.map((id) => ({ id, content: id }))}
            onChange={setPaper}
          />
        </div>
        <div className="sheet-line">
          <span className="field-label">{t('print.orientation')}</span>
          <Segmented
            label={t('print.orientation')}
            value={orientation}
            choices={ORIENTATIONS.map((id) => ({ id, content: t(`print.orientation.${id}`) }))}
            onChange={setOrientation}
          />
        </div>
      </div>
    </Dialog>
  );
}
