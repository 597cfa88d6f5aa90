import { useState } from 'react';
import { TextField } from '../../../ui/text-field.tsx';

/** A figure as a person types it, full-width digits and signs included; null when it is none. */
export function readFigure(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replace(/,/g, '');
  if (plain === '' || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return Number(plain);
}

/**
 * A figure with its unit. While it is being typed nothing else writes into it; Enter and leaving the field take it
 * over, Esc puts the old one back; where nothing was typed Esc is not the field's.
 */
export function NumberOption({
  label,
  unit,
  value,
  decimals = 2,
  onCommit,
}: {
  readonly label: string;
  readonly unit: string;
  readonly value: number | null;
  readonly decimals?: number;
  /** Null when the field was emptied; false when the figure is not taken. */
  readonly onCommit: (value: number | null) => boolean;
}) {
  const shown = value === null ? '' : value.toFixed(decimals);
  const [draft, setDraft] = useState({ shown, text: shown, wrong: false });
  // A figure that came from elsewhere replaces what is in the field.
  if (draft.shown !== shown) setDraft({ shown, text: shown, wrong: false });
  const { text, wrong } = draft;
  const setText = (next: string): void => setDraft({ shown, text: next, wrong: false });
  const commit = (): void => {
    if (text === shown) return;
    const figure = readFigure(text);
    const fits = (text.trim() === '' || figure !== null) && onCommit(figure);
    if (!fits) setDraft({ shown, text, wrong: true });
  };
  return (
    <span className={`option number${wrong ? ' bad' : ''}`}>
      <span aria-hidden="true">{label}</span>
      <TextField
        label={label}
        hideLabel
        numeric
        value={text}
        unit={unit}
        onChange={setText}
        onCommit={commit}
        {...(text === shown ? {} : { onEscape: () => setText(shown) })}
      />
    </span>
  );
}
