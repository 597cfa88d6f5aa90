import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/result.ts';
import { fetchEvidence } from '../../state/field-evidence.ts';

export type Shown =
  | { readonly state: 'reading' }
  | { readonly state: 'there'; readonly url: string; readonly mime: string }
  | { readonly state: 'failed'; readonly error: Failure };

const READING: Shown = { state: 'reading' };

/** Kept evidence as an address of this page, as long as it is shown; or why it cannot be had. */
export function useEvidence(sha256: string): Shown {
  const [shown, setShown] = useState<Shown>(READING);
  useEffect(() => {
    let made: string | null = null;
    let ended = false;
    void fetchEvidence(sha256).then((read) => {
      if (ended) return;
      if (!read.ok) return setShown({ state: 'failed', error: read.error });
      made = URL.createObjectURL(read.value);
      setShown({ state: 'there', url: made, mime: read.value.type });
    });
    return () => {
      ended = true;
      if (made !== null) URL.revokeObjectURL(made);
      setShown(READING);
    };
  }, [sha256]);
  return shown;
}
