import { useEffect, useState } from 'react';
import { readEvidence } from '../../../state/field-evidence.ts';

/** Kept evidence as an address of this page, as long as it is shown; null until it has been read. */
export function useEvidenceUrl(sha256: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let ended = false;
    void readEvidence(sha256).then((blob) => {
      if (ended || blob === null) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      ended = true;
      if (made !== null) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [sha256]);
  return url;
}
