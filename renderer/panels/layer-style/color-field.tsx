import { useEffect, useRef, useState } from 'react';

/** A colour: shown while it is being chosen, kept when the choice is made. */
export function ColorField({
  label,
  value,
  onPreview,
  onDone,
  hideLabel,
}: {
  readonly label: string;
  readonly value: string;
  readonly onPreview?: (color: string) => void;
  readonly onDone: (color: string) => void;
  readonly hideLabel?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  // What is being chosen, as long as nothing else has come from outside.
  const [choosing, setChoosing] = useState<{ readonly from: string; readonly color: string } | null>(null);
  const shown = choosing?.from === value ? choosing.color : value;
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    const element = input.current;
    // React hears every step; the browser says `change` when the choice is made.
    const keep = (): void => {
      if (element) done.current(element.value);
    };
    element?.addEventListener('change', keep);
    return () => element?.removeEventListener('change', keep);
  }, []);
  return (
    <label className="color-field">
      {hideLabel ? null : <span className="mut">{label}</span>}
      <input
        ref={input}
        type="color"
        aria-label={label}
        value={shown}
        onChange={(event) => {
          setChoosing({ from: value, color: event.target.value });
          onPreview?.(event.target.value);
        }}
      />
    </label>
  );
}
