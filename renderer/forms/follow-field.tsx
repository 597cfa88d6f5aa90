import { useLayoutEffect, useState, type RefObject } from 'react';
import { Input, TextField } from 'react-aria-components';

/**
 * A field that shows what the pointer does until something is typed into it. While it has the focus nothing but the
 * keyboard changes it; what was typed stays when the focus leaves. Esc gives it back to the pointer.
 */
export function FollowField({
  label,
  prefix,
  unit,
  following,
  typed,
  invalid,
  input,
  onTyped,
  onEnter,
  onPasteText,
}: {
  readonly label: string;
  /** Letter before the figures. */
  readonly prefix: string;
  readonly unit?: string;
  /** What the pointer says; empty while it is off the map. */
  readonly following: string;
  /** What was typed; null while the pointer is followed. */
  readonly typed: string | null;
  readonly invalid: boolean;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onTyped: (text: string | null) => void;
  readonly onEnter: () => void;
  /** True when the pasted text was taken, so that it does not go into the field. */
  readonly onPasteText?: (text: string) => boolean;
}) {
  const [frozen, setFrozen] = useState<string | null>(null);
  // Figures that take the place of what was typed (the point was added) are selected, so that typing replaces them.
  useLayoutEffect(() => {
    if (typed === null && input.current !== null && document.activeElement === input.current) {
      input.current.select();
    }
  }, [typed, frozen, input]);
  return (
    <TextField
      className="field grow"
      aria-label={label}
      value={typed ?? frozen ?? following}
      onChange={onTyped}
      isInvalid={invalid}
      validationBehavior="aria"
    >
      <div className={`in follow${invalid ? ' bad' : ''}${typed === null ? '' : ' typed'}`}>
        <span className="u lead-letter">{prefix}</span>
        <Input
          ref={input}
          className="path"
          inputMode="decimal"
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => {
            setFrozen(following);
            event.currentTarget.select();
          }}
          onBlur={() => {
            setFrozen(null);
            if (typed?.trim() === '') onTyped(null);
          }}
          onPaste={(event) => {
            if (onPasteText?.(event.clipboardData.getData('text/plain'))) event.preventDefault();
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') {
              event.preventDefault();
              onEnter();
            } else if (event.key === 'Escape') {
              event.stopPropagation();
              onTyped(null);
              event.currentTarget.blur();
            }
          }}
        />
        {unit === undefined ? null : <span className="u">{unit}</span>}
      </div>
    </TextField>
  );
}
