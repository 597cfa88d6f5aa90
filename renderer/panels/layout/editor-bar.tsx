import { Maximize, Printer, Redo2, Undo2, X, ZoomIn, ZoomOut } from 'lucide-react';
import { scaleText } from '../../../shared/map/scale-text.ts';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { commandById } from '../../commands/catalogue.ts';
import { useCommandState, useShow } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSheetPreview } from '../../state/sheet-preview.ts';
import { closeSheets } from '../../state/sheets.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { AtlasChoice } from './atlas-choice.tsx';
import { PrintJobs } from './print-jobs.tsx';
import { TRUE_SCALE, type PageViewControl } from './use-page-view.ts';

/** Undo, the view of the paper, the atlas, and the way to the printer. */
export function EditorBar({
  layout,
  control,
  locked,
}: {
  readonly layout: SheetLayout | null;
  readonly control: PageViewControl;
  readonly locked: boolean;
}) {
  const { t } = useText();
  useCommandState();
  const show = useShow();
  const scale = useSheetPreview((state) => state.answer?.scale ?? null);
  const step = (id: 'edit.undo' | 'edit.redo', icon: typeof Undo2) => {
    const Icon = icon;
    const { tip, keys, reason, run } = show(commandById(id));
    return (
      <IconButton
        label={tip}
        onPress={run}
        {...(keys === undefined ? {} : { keys })}
        {...(reason === undefined ? {} : { reason })}
      >
        <Icon className="i" />
      </IconButton>
    );
  };
  return (
    <header className="sheet-bar">
      <div className="row">
        {step('edit.undo', Undo2)}
        {step('edit.redo', Redo2)}
        <span className="sep" />
        <IconButton label={t('print.zoom.out')} onPress={() => control.zoom(-1)}>
          <ZoomOut className="i" />
        </IconButton>
        <Button kind="bare" onPress={() => control.trueSize()}>
          {t('print.zoom.percent', { percent: Math.round((100 * control.view.scale) / TRUE_SCALE) })}
        </Button>
        <IconButton label={t('print.zoom.in')} onPress={() => control.zoom(1)}>
          <ZoomIn className="i" />
        </IconButton>
        <IconButton label={t('print.zoom.fit')} onPress={() => control.fit()}>
          <Maximize className="i" />
        </IconButton>
      </div>
      {layout === null ? <span className="grow" /> : <AtlasChoice layout={layout} locked={locked} />}
      <div className="row end">
        <PrintJobs />
        {scale === null ? null : <span className="dense n sheet-scale">{scaleText(scale)}</span>}
        <Button
          kind="primary"
          onPress={() => useDialogs.getState().show('sheet-print')}
          {...(layout === null ? { reason: t('print.none') } : {})}
        >
          <Printer className="i" />
          {t('print.print')}
        </Button>
        <IconButton label={t('print.close')} onPress={closeSheets}>
          <X className="i" />
        </IconButton>
      </div>
    </header>
  );
}
