import { useEffect, useState } from 'react';
import type { Fields, RecordRef } from '../../../shared/model/record.ts';
import { services } from '../../bridge/client.ts';
import { useSession } from '../../state/session.ts';

/** Features come with their shapes, which are let go at once; so they come in portions. */
const PORTION = 1000;

/** The fields of all features of references, read again after each commit; null until they are all here. */
export function useFieldsOf(refs: readonly RecordRef[]): readonly Fields[] | null {
  const rev = useSession((state) => state.readRev);
  const key = refs.map(({ table, uid }) => `${table} ${uid}`).join('\n');
  const [state, setState] = useState<{ readonly key: string; readonly fields: readonly Fields[] } | null>(
    null,
  );
  useEffect(() => {
    const abort = new AbortController();
    void (async () => {
      const fields: Fields[] = [];
      for (let from = 0; from < refs.length; from += PORTION) {
        const answer = await services()?.query.features({ refs: refs.slice(from, from + PORTION) });
        if (abort.signal.aborted || !answer?.ok) return;
        fields.push(...answer.value.map((record) => record.fields));
      }
      setState({ key, fields });
    })();
    return () => abort.abort();
    // The references are compared by their key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, rev]);
  return state?.key === key ? state.fields : null;
}
