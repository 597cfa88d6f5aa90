import { useEffect, useState } from 'react';
import type { EditPreview } from '../../../shared/bridge/rows-contract.ts';
import type { RowEdit, RowFilter } from '../../../shared/bridge/rows-schemas.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { runJob } from '../../state/jobs.ts';
import { notify, notifyFailure } from '../../state/notices.ts';
import { useSession } from '../../state/session.ts';
import { stepHistory } from '../../state/undo.ts';

const SHOWN = 12;
const REST_MS = 250;

export interface Tried {
  readonly preview: EditPreview | null;
  readonly failure: Failure | null;
  /** True while the answer to the newest question is out. */
  readonly waiting: boolean;
}

/** What an edit would do to the rows that are meant; every row is tried by the reader. */
export function usePreview(filter: RowFilter | null, edit: RowEdit | null): Tried {
  const rev = useSession((state) => state.readRev);
  const key = JSON.stringify(edit);
  const [tried, setTried] = useState<Tried & { readonly key: string }>({
    key: '',
    preview: null,
    failure: null,
    waiting: false,
  });
  useEffect(() => {
    if (filter === null || edit === null) {
      setTried({ key, preview: null, failure: null, waiting: false });
      return;
    }
    const abort = new AbortController();
    setTried((before) => ({ ...before, key, waiting: true }));
    const timer = setTimeout(() => {
      void services()
        ?.query.previewEdit({ filter, edit, limit: SHOWN }, { signal: abort.signal })
        .then((answer) => {
          if (abort.signal.aborted) return;
          setTried({
            key,
            preview: answer.ok ? answer.value : null,
            failure: answer.ok ? null : answer.error,
            waiting: false,
          });
        });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // The edit is compared by what it says.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [filter, key, rev]);
  return tried;
}

/** Runs an edit of many rows as a job: progress, cancel, one step to undo. True when it was done. */
export async function runEdit(
  command: 'set-field' | 'calculate-field' | 'replace-text',
  params: Readonly<Record<string, unknown>>,
  count: number,
): Promise<boolean> {
  const now = services();
  if (now === null) return false;
  const done = await runJob({ key: `command.${command}` }, (options) =>
    now.store.execute({ command, params }, options),
  );
  if (!done.ok) {
    notifyFailure(done.error);
    return false;
  }
  notify('ok', 'table.edited', { n: count }, { key: 'ui.undo', run: () => void stepHistory('undo') });
  return true;
}
