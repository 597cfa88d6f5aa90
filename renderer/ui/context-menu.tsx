import { useEffect, useRef } from 'react';
import { FloatingMenu } from './floating-menu.tsx';
import type { MenuSection } from './menu-list.tsx';

/** Where a context menu opens, in pixels of the window, and whether the keyboard asked for it. */
export interface MenuPoint {
  readonly x: number;
  readonly y: number;
  readonly byKeys: boolean;
}

/** The point of a right click. */
export const menuPoint = (event: { readonly clientX: number; readonly clientY: number }): MenuPoint => ({
  x: event.clientX,
  y: event.clientY,
  byKeys: false,
});

/** A point within an element, for the keyboard. */
export function menuPointOf(element: Element): MenuPoint {
  const { left, bottom, height } = element.getBoundingClientRect();
  return { x: left + 24, y: bottom - height / 4, byKeys: true };
}

/**
 * A menu at a point of the window, opened by a right click or by Shift+F10 and the menu key. The focus goes back to
 * where it was before an entry runs.
 */
export function ContextMenu({
  label,
  at,
  sections,
  onClose,
}: {
  readonly label: string;
  readonly at: MenuPoint;
  readonly sections: readonly MenuSection[];
  readonly onClose: () => void;
}) {
  const before = useRef<Element | null>(document.activeElement);
  useEffect(() => {
    if (sections.length === 0) onClose();
  }, [sections.length, onClose]);
  if (sections.length === 0) return null;
  return (
    <FloatingMenu
      label={label}
      anchor={at}
      sections={sections}
      focus={at.byKeys ? 'first' : 'none'}
      onEnd={(end, run) => {
        if (end !== 'outside' && before.current instanceof HTMLElement) before.current.focus();
        // Before it is closed: an entry may ask where the menu was opened.
        run?.();
        onClose();
      }}
    />
  );
}

/** The keys that open a context menu. */
export const isMenuKey = (event: { readonly key: string; readonly shiftKey: boolean }): boolean =>
  event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
