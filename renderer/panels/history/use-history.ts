import { useCallback, useEffect, useRef, useState } from 'react';
import type { HistoryEntry } from '../../../shared/bridge/store-contract.ts';
import { services } from '../../bridge/client.ts';
import { notifyFailure } from '../../state/notices.ts';
import { useSession } from '../../state/session.ts';

const PAGE = 200;

/** The history, newest first, read a page at a time; read again after each commit. Null until the first page is here. */
export function useHistory(): {
  readonly entries: readonly HistoryEntry[] | null;
  readonly more: () => void;
} {
  const rev = useSession((state) => state.file?.rev);
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const ended = useRef(false);
  const reading = useRef(false);
  useEffect(() => {
    let current = true;
    void services()
      ?.store.history({ before: null, limit: PAGE })
      .then((page) => {
        if (!current) return;
        if (!page.ok) return notifyFailure(page.error);
        ended.current = page.value.length < PAGE;
        setEntries(page.value);
      });
    return () => {
      current = false;
    };
  }, [rev]);
  const more = useCallback(() => {
    const last = entries?.at(-1);
    if (last === undefined || ended.current || reading.current) return;
    reading.current = true;
    void services()
      ?.store.history({ before: last.seq, limit: PAGE })
      .then((page) => {
        reading.current = false;
        if (!page.ok) return notifyFailure(page.error);
        ended.current = page.value.length < PAGE;
        setEntries((now) => (now?.at(-1)?.seq === last.seq ? [...now, ...page.value] : now));
      });
  }, [entries]);
  return { entries, more };
}
