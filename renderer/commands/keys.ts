/** What of a keyboard event decides a binding. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Keys whose shifted form differs by keyboard are named by their place. */
const BY_CODE: Readonly<Record<string, string>> = {
  Backslash: '\\',
  Space: 'Space',
  ...Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`Digit${digit}`, String(digit)])),
};

/** The combination of a key press, written as on the key sheet: `Ctrl+Shift+Z`. Cmd counts as Ctrl. */
export function combination(press: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  const key = letter ?? BY_CODE[press.code] ?? press.key;
  const parts = [
    ...(press.ctrlKey || press.metaKey ? ['Ctrl'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
    ...(press.altKey ? ['Alt'] : []),
    key === 'Escape' ? 'Esc' : key,
  ];
  return parts.join('+');
}

/** True where letters mean text: bindings without Ctrl do not apply there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || isTextInput(target);
}

const NOT_TEXT = new Set(['checkbox', 'radio', 'range', 'button', 'submit']);
const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !NOT_TEXT.has(target.type);
