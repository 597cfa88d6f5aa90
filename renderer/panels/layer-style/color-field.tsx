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
  const [shown, setShown] = useState(value);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => setShown(value), [value]);
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
          setShown(event.target.value);
          onPreview?.(event.target.value);
        }}
      />
    </label>
  );
}
