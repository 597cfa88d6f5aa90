import { useState } from 'react';
import { TextField } from '../../ui/text-field.tsx';

/** A value that is typed as a word; it is taken on Enter and when the field is left, where it can be read. */
export function WordField<T>({
  label,
  value,
  read,
  error,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  /** Null for what cannot be read. */
  readonly read: (text: string) => T | null;
  /** Said then. */
  readonly error: string;
  readonly onChange: (value: T) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const meant = draft === null ? null : read(draft);
  return (
    <TextField
      label={label}
      value={draft ?? value}
      onChange={setDraft}
      onCommit={() => {
        if (meant === null) return;
        setDraft(null);
        onChange(meant);
      }}
      {...(draft === null ? {} : { onEscape: () => setDraft(null) })}
      {...(draft !== null && meant === null ? { error } : {})}
    />
  );
}
