import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { MENUS, menuSections } from '../../commands/menus.ts';
import { useMenuSections } from '../../commands/use-menu.tsx';
import { useText } from '../../i18n/use-text.ts';
import { FloatingMenu } from '../../ui/floating-menu.tsx';
import { Keys } from '../../ui/keys.tsx';
import { useMenuKeys } from './use-menu-keys.ts';

/** Which menu is open, and whether the keyboard opened it. */
interface Open {
  readonly at: number;
  readonly byKeys: boolean;
}

/**
 * The menus of the window. F10, or Alt while the select tool is in hand, goes to the bar; Alt with its letter opens
 * a menu; arrows go from menu to menu and from entry to entry; letters lead to entries.
 */
export function MenuBar() {
  const { t } = useText();
  const toEntries = useMenuSections();
  const bar = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [at, setAt] = useState(0);
  /** The letters are shown while the keyboard is on the bar. */
  const [byKeys, setByKeys] = useState(false);
  const titles = (): HTMLElement[] => [...(bar.current?.querySelectorAll<HTMLElement>('.menu-title') ?? [])];

  const remember = (): void => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && !bar.current?.contains(activeElement)) {
      before.current = activeElement;
    }
  };
  const focusTitle = (index: number): void => {
    setAt(index);
    titles()[index]?.focus();
  };
  const enter = (index: number, opened: boolean): void => {
    remember();
    setByKeys(true);
    if (opened) {
      setAt(index);
      setOpen({ at: index, byKeys: true });
    } else focusTitle(index);
  };
  const leave = (): void => {
    setOpen(null);
    setByKeys(false);
    before.current?.focus();
    before.current = null;
  };
  useMenuKeys(enter);

  // A menu that has closed gives the keyboard back to the bar.
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && open === null && byKeys) titles()[at]?.focus();
    wasOpen.current = open !== null;
    // Only opening and closing matters.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [open]);

  const step = (from: number, by: 1 | -1): number => (from + by + MENUS.length) % MENUS.length;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = MENUS.findIndex((menu) => menu.letter === event.key.toUpperCase());
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      focusTitle(step(at, event.key === 'ArrowRight' ? 1 : -1));
    } else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === ' ') {
      setByKeys(true);
      setOpen({ at, byKeys: true });
    } else if (event.key === 'Escape') leave();
    else if (letter >= 0) {
      setAt(letter);
      setOpen({ at: letter, byKeys: true });
    } else return;
    event.stopPropagation();
    event.preventDefault();
  };

  const anchor = open === null ? undefined : titles()[open.at];
  const menu = open === null ? undefined : MENUS[open.at];
  return (
    <div
      ref={bar}
      role="menubar"
      aria-label={t('catalogue.menu-bar')}
      className="menu-bar"
      data-own-keys=""
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && open === null) setByKeys(false);
      }}
    >
      {MENUS.map(({ id, letter }, index) => (
        <button
          key={id}
          type="button"
          role="menuitem"
          aria-haspopup="menu"
          aria-expanded={open?.at === index}
          aria-keyshortcuts={`Alt+${letter}`}
          aria-label={t(`catalogue.menu.${id}`)}
          tabIndex={index === at ? 0 : -1}
          className="menu-title"
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            // The focus stays where it is: a command may be about what has it.
            event.preventDefault();
            remember();
            setByKeys(false);
            setAt(index);
            setOpen(open?.at === index ? null : { at: index, byKeys: false });
          }}
          onPointerEnter={() => {
            if (open === null || open.at === index) return;
            setAt(index);
            setOpen({ at: index, byKeys: false });
          }}
        >
          {t(`catalogue.menu.${id}`)}
          {byKeys && open === null ? <Keys of={letter} /> : null}
        </button>
      ))}
      {menu === undefined || anchor === undefined || open === null ? null : (
        <FloatingMenu
          key={menu.id}
          anchor={{ below: anchor.getBoundingClientRect() }}
          label={t(`catalogue.menu.${menu.id}`)}
          sections={toEntries(menuSections(menu.id))}
          focus={open.byKeys ? 'first' : 'none'}
          keep=".menu-bar"
          onSide={(by) => {
            const next = step(open.at, by);
            setAt(next);
            setOpen({ at: next, byKeys: true });
          }}
          onEnd={(end, run) => {
            if (end === 'escape' && byKeys) {
              setOpen(null);
              return;
            }
            if (end === 'outside') {
              setOpen(null);
              setByKeys(false);
              return;
            }
            leave();
            run?.();
          }}
        />
      )}
    </div>
  );
}
