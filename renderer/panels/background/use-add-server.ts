import { useState } from 'react';
import { SERVER_PRESETS } from '../../../shared/background/presets.ts';
import type { Failure } from '../../../shared/result.ts';
import { backgroundClient } from '../../bridge/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useBackgrounds } from '../../state/backgrounds.ts';
import { notify } from '../../state/notices.ts';
import { EMPTY_FORM, formOfPreset, serverOfForm, type ServerForm } from './server-model.ts';

/** Which server is to be added: one that is known (`server:id`), a preset (`preset:id`), or one described anew. */
export const NEW_SERVER = 'new';

export interface AddServerModel {
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
  /** Null while a known server is chosen, or none. */
  readonly form: ServerForm | null;
  readonly change: (form: ServerForm) => void;
  readonly failure: Failure | null;
  readonly ready: boolean;
  /** True when it has been added. */
  readonly add: () => Promise<boolean>;
}

export function useAddServer(): AddServerModel {
  const { language } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [form, setForm] = useState<ServerForm | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const known = async (): Promise<string | null> => {
    const client = backgroundClient();
    if (client === null || chosen === null) return null;
    if (form === null) return chosen.replace(/^server:/, '');
    const settings = serverOfForm(form);
    const put = settings.ok
      ? await client.putServer({ id: null, settings: settings.value, key: form.key || null })
      : settings;
    if (put.ok) return put.value.id;
    setFailure(put.error);
    return null;
  };

  return {
    chosen,
    form,
    failure,
    ready: chosen !== null,
    choose: (id) => {
      const preset = SERVER_PRESETS.find((one) => id === `preset:${one.id}`);
      setChosen(id);
      setFailure(null);
      setForm(preset ? formOfPreset(preset, language) : id === NEW_SERVER ? EMPTY_FORM : null);
    },
    change: (next) => {
      setForm(next);
      setFailure(null);
    },
    add: async () => {
      const server = await known();
      const client = backgroundClient();
      if (server === null || client === null) return false;
      const added = await client.addServer({ server });
      if (!added.ok) {
        setFailure(added.error);
        return false;
      }
      useBackgrounds.getState().setActive(added.value.id);
      notify('info', 'background.added-off', { name: added.value.name });
      return true;
    },
  };
}
