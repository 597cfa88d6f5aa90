import { useState } from 'react';
import type { ReadOpinions } from '../../../shared/notice/read-opinions.ts';
import { isOpinionLayer } from '../../../shared/notice/opinion-layer.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { execute } from '../../state/edit.ts';
import { useLayers } from '../../state/layers.ts';
import { notify } from '../../state/notices.ts';
import { stepHistory } from '../../state/undo.ts';

export interface OpinionsModel {
  readonly read: ReadOpinions | null;
  readonly files: number;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly choose: () => Promise<void>;
  /** How many would be taken in. */
  readonly fresh: number;
  /** True when they were. */
  readonly run: () => Promise<boolean>;
}

/** Files of opinions: chosen, looked through, taken in. */
export function useOpinions(): OpinionsModel {
  const [read, setRead] = useState<ReadOpinions | null>(null);
  const [files, setFiles] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const fresh = (read?.notices ?? []).reduce((sum, { opinions }) => sum + opinions.length, 0);

  const choose = async (): Promise<void> => {
    const now = services();
    if (now === null) return;
    const chosen = await now.shell.chooseOpinions({});
    if (!chosen.ok) return setFailure(chosen.error);
    if (chosen.value.length === 0) return;
    setBusy(true);
    const answer = await now.query.opinionsRead({ files: chosen.value.map(({ token }) => token) });
    setBusy(false);
    setFiles(chosen.value.length);
    setRead(answer.ok ? answer.value : null);
    setFailure(answer.ok ? null : answer.error);
  };

  const run = async (): Promise<boolean> => {
    if (read === null) return false;
    setBusy(true);
    let layer = read.layer;
    for (const { notice, opinions } of read.notices) {
      if (opinions.length === 0) continue;
      const done = await execute('import-opinions', { notice, layer, opinions: [...opinions] });
      if (!done.ok) {
        setBusy(false);
        setFailure(done.error);
        return false;
      }
      // The second notice goes into the layer that the first has made.
      layer ??=
        done.value.touched.map((one) => one.layer).find((one) => one.startsWith('public_opinion')) ?? null;
    }
    setBusy(false);
    notify('ok', 'notice.imported', { n: fresh }, { key: 'ui.undo', run: () => void stepHistory('undo') });
    const made = useLayers.getState().layers?.find(({ schema }) => isOpinionLayer(schema));
    if (made !== undefined) useLayers.getState().setActive(made.schema.id);
    return true;
  };
  return { read, files, failure, busy, choose, fresh, run };
}
