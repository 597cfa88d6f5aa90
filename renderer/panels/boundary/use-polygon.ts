import { useEffect, useState } from 'react';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { services } from '../../bridge/client.ts';
import { refKey, useSelection } from '../../state/selection.ts';
import { useSession } from '../../state/session.ts';

/** What the table can be of. */
export type Subject =
  | { readonly kind: 'none' | 'many' | 'waiting' | 'not-polygon' }
  | { readonly kind: 'polygon'; readonly record: FeatureRecord };

/** The one selected polygon, read again after each commit; the one before stays until the new one is here. */
export function usePolygon(): Subject {
  const refs = useSelection((state) => state.refs);
  const rev = useSession((state) => state.readRev);
  const [only] = refs;
  const key = refs.length === 1 && only ? refKey(only) : null;
  const [read, setRead] = useState<{ readonly key: string; readonly record: FeatureRecord | null } | null>(
    null,
  );
  useEffect(() => {
    if (key === null || only === undefined) return;
    let current = true;
    void services()
      ?.query.features({ refs: [only] })
      .then((answer) => {
        if (current && answer.ok) setRead({ key, record: answer.value[0] ?? null });
      });
    return () => {
      current = false;
    };
    // The reference is compared by its key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, rev]);
  if (refs.length === 0) return { kind: 'none' };
  if (key === null) return { kind: 'many' };
  if (read?.key !== key) return { kind: 'waiting' };
  if (read.record?.geometry?.kind !== 'polygon') return { kind: 'not-polygon' };
  return { kind: 'polygon', record: read.record };
}
