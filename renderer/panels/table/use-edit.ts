import { useEffect, useMemo, useState } from 'react';
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
  const what = JSON.stringify(edit);
  const [tried, setTried] = useState<Omit<Tried, 'waiting'> & { readonly of: object | null }>({
    of: null,
    preview: null,
    failure: null,
  });
  // A question is one filter, one edit and one state of the file.
  const question = useMemo(() => ({ filter, what, rev }), [filter, what, rev]);
  useEffect(() => {
    const asked = JSON.parse(question.what) as RowEdit | null;
    if (question.filter === null || asked === null) return;
    const { filter: rows } = question;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void services()
        ?.query.previewEdit({ filter: rows, edit: asked, limit: SHOWN }, { signal: abort.signal })
        .then((answer) => {
          if (abort.signal.aborted) return;
          setTried({
            of: question,
            preview: answer.ok ? answer.value : null,
            failure: answer.ok ? null : answer.error,
          });
        });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question]);
  return edit === null
    ? { preview: null, failure: null, waiting: false }
    : { preview: tried.preview, failure: tried.failure, waiting: tried.of !== question };
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
