import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { FieldValue } from '../../../../shared/model/record.ts';
import { FieldInput } from '../../../forms/field-input.tsx';
import type { FormField } from '../../../forms/form-model.ts';

/** Where editing goes on after a cell. */
export type NextCell = 'below' | 'right' | 'left' | 'stay';

/**
 * A cell while it is edited: the form's own field, judged as it is typed. Enter and Tab go on once the value is one
 * the field takes, Esc puts back what was there.
 */
export function CellEditor({
  item,
  value,
  onCommit,
  onLeave,
}: {
  readonly item: FormField;
  readonly value: FieldValue;
  readonly onCommit: (value: FieldValue) => Promise<boolean>;
  readonly onLeave: (to: NextCell) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const written = useRef<FieldValue | undefined>(undefined);
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('input, textarea, button');
    first?.focus();
    if (first instanceof HTMLInputElement || first instanceof HTMLTextAreaElement) first.select();
  }, []);
  const commit = async (next: FieldValue): Promise<boolean> => {
    // Leaving the field says the same once more.
    if (written.current === next) return true;
    written.current = next;
    const done = await onCommit(next);
    if (!done) written.current = undefined;
    return done;
  };
  const isWrong = (): boolean => box.current?.querySelector('[aria-invalid="true"], .in.bad') != null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const { key, shiftKey } = event;
    const list = box.current?.querySelector('[aria-expanded="true"]') != null;
    if (key === 'Escape') {
      event.nativeEvent.stopPropagation();
      // The field takes back its text first.
      setTimeout(() => onLeave('stay'));
    } else if (key === 'Tab') {
      event.preventDefault();
      (document.activeElement as HTMLElement | null)?.blur();
      setTimeout(() => {
        if (!isWrong()) onLeave(shiftKey ? 'left' : 'right');
      });
    } else if (key === 'Enter' && !list) {
      setTimeout(() => {
        if (!isWrong()) onLeave('below');
      });
    }
  };
  return (
    <div ref={box} className="cell-editor" onKeyDownCapture={onKeyDown}>
      <FieldInput item={item} value={value} onCommit={commit} />
    </div>
  );
}
