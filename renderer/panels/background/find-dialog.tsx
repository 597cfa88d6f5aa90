import type { BackgroundState } from '../../../shared/background/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FilePart } from './parts/file-part.tsx';
import { takeFile, useFile } from './use-file.ts';

/** Chooses the file of a background again: it has been moved, renamed or changed. */
export function FindDialog({ background }: { readonly background: BackgroundState }) {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const model = useFile();
  return (
    <Dialog
      title={t('background.find-title', { name: background.name })}
      closeLabel={t('ui.close')}
      onClose={close}
      className="background-dialog"
      footer={
        <>
          <span className="grow" />
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            disabled={!model.ready}
            onPress={() => {
              void takeFile(model, background.id);
              close();
            }}
          >
            {t('background.use-file')}
          </Button>
        </>
      }
    >
      <FilePart model={model} />
    </Dialog>
  );
}
