import { useState } from 'react';
import type { KnownServer } from '../../../shared/background/types.ts';
import type { Failure } from '../../../shared/result.ts';
import { backgroundClient } from '../../bridge/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { removeServer } from '../../state/backgrounds.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ServerFields } from './parts/server-fields.tsx';
import { formOf, serverOfForm } from './server-model.ts';

/** Changes a tile server of this user, or removes it with its key and its cache. */
export function ServerDialog({ server }: { readonly server: KnownServer }) {
  const { t, failure } = useText();
  const close = useDialogs((state) => state.close);
  const [form, setForm] = useState(() => formOf(server.settings));
  const [problem, setProblem] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    const client = backgroundClient();
    const settings = serverOfForm(form);
    if (!settings.ok || client === null) return setProblem(settings.ok ? null : settings.error);
    const put = await client.putServer({ id: server.id, settings: settings.value, key: form.key || null });
    if (put.ok) close();
    else setProblem(put.error);
  };
  return (
    <Dialog
      title={t('background.server-title', { name: server.settings.name })}
      closeLabel={t('ui.close')}
      onClose={close}
      className="background-dialog"
      footer={
        <>
          <Button
            kind="danger"
            onPress={() => {
              void removeServer(server.id);
              close();
            }}
          >
            {t('background.remove-server')}
          </Button>
          <span className="grow cap" role="alert">
            {problem ? failure(problem) : t('background.edit-off')}
          </span>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button kind="primary" onPress={() => void save()}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <ServerFields form={form} onChange={setForm} keyKept={server.hasKey} />
    </Dialog>
  );
}
