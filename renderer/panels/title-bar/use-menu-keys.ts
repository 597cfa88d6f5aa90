import { useEffect, useRef } from 'react';
import { combination } from '../../commands/keys.ts';
import { MENUS } from '../../commands/menus.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useTool } from '../../state/tool.ts';

/** A longer press of Alt holds it for something else. */
const TAP_MS = 400;

/**
 * The keys that lead to the menu bar: F10; Alt with a letter; Alt alone, pressed and let go, while the select tool
 * is in hand (drawing tools suspend snapping with it). `enter` gets the menu and whether it opens at once.
 */
export function useMenuKeys(enter: (menu: number, opened: boolean) => void): void {
  const go = useRef(enter);
  useEffect(() => {
    go.current = enter;
  });
  useEffect(() => {
    let tapped: number | null = null;
    const forget = (): void => {
      tapped = null;
    };
    const onDown = (event: KeyboardEvent): void => {
      if (event.key === 'Alt') {
        if (!event.repeat) tapped = event.timeStamp;
        return;
      }
      forget();
      if (event.defaultPrevented || event.isComposing || useDialogs.getState().open !== null) return;
      const keys = combination(event);
      const menu = MENUS.findIndex(({ letter }) => keys === `Alt+${letter}`);
      if (menu < 0 && keys !== 'F10') return;
      event.preventDefault();
      go.current(Math.max(0, menu), menu >= 0);
    };
    const onUp = (event: KeyboardEvent): void => {
      if (event.key !== 'Alt' || tapped === null) return;
      const short = event.timeStamp - tapped < TAP_MS;
      forget();
      const { tool, sketch } = useTool.getState();
      if (!short || tool !== 'select' || sketch.current !== null) return;
      if (useDialogs.getState().open === null) go.current(0, false);
    };
    window.addEventListener('keydown', onDown);
    window.addEventListener('keyup', onUp);
    window.addEventListener('pointerdown', forget, true);
    window.addEventListener('wheel', forget, { capture: true, passive: true });
    window.addEventListener('blur', forget);
    return () => {
      window.removeEventListener('keydown', onDown);
      window.removeEventListener('keyup', onUp);
      window.removeEventListener('pointerdown', forget, true);
      window.removeEventListener('wheel', forget, true);
      window.removeEventListener('blur', forget);
    };
  }, []);
}
