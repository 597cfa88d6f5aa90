import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { MenuList, type MenuListProps } from './menu-list.tsx';

/** Where a menu opens: at a point of the window, below a rectangle, or beside one. CSS pixels. */
export type MenuAnchor =
  | { readonly x: number; readonly y: number }
  | { readonly below: DOMRect }
  | { readonly beside: DOMRect };

const EDGE = 6;

/** The corner of a menu of a size, so that all of it is in the window. */
function corner(anchor: MenuAnchor, width: number, height: number): { left: number; top: number } {
  const [right, bottom] = [window.innerWidth - EDGE, window.innerHeight - EDGE];
  if ('below' in anchor) {
    const { left, bottom: under } = anchor.below;
    return { left: Math.min(left, right - width), top: Math.min(under + 2, bottom - height) };
  }
  if ('beside' in anchor) {
    const { left, right: beside, top } = anchor.beside;
    const fits = beside + width <= right;
    return { left: fits ? beside - 2 : left - width + 2, top: Math.min(top - 4, bottom - height) };
  }
  // A context menu opens away from the edges, as everywhere.
  const left = anchor.x + width <= right ? anchor.x : anchor.x - width;
  const top =
    anchor.y + height <= bottom ? anchor.y : Math.max(EDGE, Math.min(anchor.y - height, bottom - height));
  return { left, top };
}

/** A menu over the page. A press anywhere else closes it; `keep` is left out of that (the bar it hangs on). */
export function FloatingMenu(
  props: MenuListProps & {
    readonly anchor: MenuAnchor;
    /** A submenu: presses in the menus around it are theirs. */
    readonly within?: boolean;
    readonly keep?: string;
  },
) {
  const { anchor, within, keep, onEnd } = props;
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const size = box.current?.getBoundingClientRect();
    if (size) setPlace(corner(anchor, size.width, size.height));
    // The menu stays where it opened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    // A submenu closes with the menu it belongs to.
    if (within) return undefined;
    const outside = (event: Event): void => {
      const { target } = event;
      if (!(target instanceof Element)) return;
      if (target.closest('.menu-float') || (keep !== undefined && target.closest(keep))) return;
      end.current('outside');
    };
    const away = (): void => end.current('outside');
    window.addEventListener('pointerdown', outside, true);
    window.addEventListener('wheel', outside, { capture: true, passive: true });
    window.addEventListener('blur', away);
    window.addEventListener('resize', away);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('wheel', outside, true);
      window.removeEventListener('blur', away);
      window.removeEventListener('resize', away);
    };
  }, [within, keep]);
  return createPortal(
    <div
      ref={box}
      className="menu-float"
      style={place === null ? { left: 0, top: 0, visibility: 'hidden' } : place}
    >
      {/* Hidden things take no focus: the list comes once its place is known, after its size has been measured. */}
      <MenuList key={place === null ? 'measured' : 'shown'} {...props} />
    </div>,
    document.body,
  );
}
