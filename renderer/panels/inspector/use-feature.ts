import { useEffect, useState } from 'react';
import type { FeatureRecord, RecordRef } from '../../../shared/model/record.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { useSession } from '../../state/session.ts';

/** The features of references, read again after each commit; null while the first answer is out. */
export function useFeatures(refs: readonly RecordRef[]): {
  readonly features: readonly FeatureRecord[] | null;
  readonly failure: Failure | null;
} {
  const rev = useSession((state) => state.readRev);
  const key = refs.map(({ table, uid }) => `${table} ${uid}`).join('\n');
  const [state, setState] = useState<{
    readonly key: string;
    readonly features: readonly FeatureRecord[] | null;
    readonly failure: Failure | null;
  }>({ key: '', features: null, failure: null });
  useEffect(() => {
    if (refs.length === 0) return;
    let current = true;
    void services()
      ?.query.features({ refs: [...refs] })
      .then((answer) => {
        if (!current) return;
        setState(
          answer.ok
            ? { key, features: answer.value, failure: null }
            : { key, features: null, failure: answer.error },
        );
      });
    return () => {
      current = false;
    };
    // The references are compared by their key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, rev]);
  return state.key === key ? state : { features: null, failure: null };
}
