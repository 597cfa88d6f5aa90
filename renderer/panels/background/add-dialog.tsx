import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { FilePart } from './parts/file-part.tsx';
import { ServerPart } from './parts/server-part.tsx';
import { useAddServer } from './use-add-server.ts';
import { takeFile, useFile } from './use-file.ts';

/** Adds a background: a file of this computer, or a tile server, which stays off until it is switched on. */
export function AddDialog() {
  const { t, failure } = useText();
  const close = useDialogs((state) => state.close);
  const [from, setFrom] = useState<'file' | 'server'>('file');
  const file = useFile();
  const server = useAddServer();
  const add = async (): Promise<void> => {
    if (from === 'file') {
      // The work goes on as a job; the dialog does not wait for it.
      void takeFile(file, null);
      close();
    } else if (await server.add()) close();
  };
  const convert = from === 'file' && file.probe?.picture !== undefined && file.probe.picture !== null;
  return (
    <Dialog
      title={t('background.add')}
      closeLabel={t('ui.close')}
      onClose={close}
      className="background-dialog"
      footer={
        <>
          <span className="grow cap" role="alert">
            {from === 'server' && server.failure ? failure(server.failure) : ''}
          </span>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            disabled={from === 'file' ? !file.ready : !server.ready}
            onPress={() => void add()}
          >
            {t(convert ? 'background.convert-add' : 'background.add-now')}
          </Button>
        </>
      }
    >
      <Segmented
        label={t('background.from')}
        value={from}
        onChange={setFrom}
        choices={[
          { id: 'file', content: t('background.from-file') },
          { id: 'server', content: t('background.from-server') },
        ]}
      />
      {from === 'file' ? <FilePart model={file} /> : <ServerPart model={server} />}
    </Dialog>
  );
}
