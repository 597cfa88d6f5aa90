import { Check, ChevronRight, CircleSlash2 } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { FloatingMenu } from './floating-menu.tsx';
import { Keys } from './keys.tsx';

/** An entry of a menu: runs something, or opens a further menu. */
export interface MenuNode {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Shown at the right: a combination. */
  readonly keys?: string;
  /** Shown at the right in place of keys, e.g. the layer of a feature. */
  readonly note?: string;
  /** What it does, said at the foot of the menu while it is in hand. */
  readonly about?: string;
  /** Why it cannot be used now; it stays reachable so that the reason can be read. */
  readonly reason?: string;
  /** For what is switched on and off. */
  readonly checked?: boolean;
  /** Letters that lead to it, lower case: initials of a label that is not written in Latin letters. */
  readonly letters?: string;
  readonly children?: readonly MenuSection[];
  readonly run?: () => void;
}
export type MenuSection = readonly MenuNode[];
/** Why a menu closes: an entry ran, the user stepped back, or went elsewhere. */
export type MenuEnd = 'run' | 'escape' | 'outside';

export interface MenuListProps {
  readonly label: string;
  readonly sections: readonly MenuSection[];
  /** The entry that has the focus at first; without it the menu as a whole. */
  readonly focus: 'first' | 'none';
  readonly onEnd: (end: MenuEnd, run?: () => void) => void;
  /** Left (-1) and right (1) where no submenu takes them: to the neighbouring menu, or out of a submenu. */
  readonly onSide?: (step: 1 | -1) => void;
}

const HOVER_MS = 160;

/** Entries in sections. Arrows, letters, Home and End move; Enter and Space run; Esc and Tab close. */
export function MenuList({ label, sections, focus, onEnd, onSide }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const [submenu, setSubmenu] = useState<{ readonly id: string; readonly byKeys: boolean } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const nodes = sections.flat();
  const current = nodes.find(({ id }) => id === at);
  const element = (id: string): HTMLElement | null =>
    list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"]`) ?? null;

  useEffect(() => {
    const first = list.current?.querySelector<HTMLElement>('[data-entry]');
    if (focus === 'first' && first) first.focus();
    else list.current?.focus();
    return () => clearTimeout(timer.current);
    // Once, when the menu opens.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const run = (node: MenuNode): void => {
    if (node.reason !== undefined) return;
    if (node.children) setSubmenu({ id: node.id, byKeys: true });
    else onEnd('run', node.run);
  };
  const move = (to: number): void => {
    const node = nodes[(to + nodes.length) % nodes.length];
    if (node) element(node.id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // What is typed in a menu is the menu's, whatever it means elsewhere.
    event.stopPropagation();
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const index = nodes.findIndex(({ id }) => id === at);
    if (event.key === 'ArrowDown') move(index + 1);
    else if (event.key === 'ArrowUp') move(index < 0 ? nodes.length - 1 : index - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(nodes.length - 1);
    else if (event.key === 'Escape' || event.key === 'Tab') onEnd('escape');
    else if (event.key === 'ArrowRight') {
      if (current?.children && current.reason === undefined) setSubmenu({ id: current.id, byKeys: true });
      else onSide?.(1);
    } else if (event.key === 'ArrowLeft') onSide?.(-1);
    else if (event.key === 'Enter' || event.key === ' ') {
      if (current) run(current);
    } else if (/^[\p{L}\p{N}]$/u.test(event.key)) {
      const typed = event.key.toLowerCase();
      const order = [...nodes.slice(index + 1), ...nodes.slice(0, index + 1)];
      const next = order.find((node) => (node.letters ?? node.label.toLowerCase()).startsWith(typed));
      if (next) element(next.id)?.focus();
    } else return;
    event.preventDefault();
  };
  const onHover = (node: MenuNode): void => {
    if (at === node.id) return;
    element(node.id)?.focus({ preventScroll: true });
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => setSubmenu(node.children ? { id: node.id, byKeys: false } : null),
      HOVER_MS,
    );
  };

  return (
    <div className="menu-box" data-own-keys="">
      <div
        ref={list}
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className="menu-list"
        onKeyDown={onKeyDown}
        onContextMenu={(event) => {
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        {sections.map((section, index) => (
          <div key={section[0]?.id ?? index} role="group" className="menu-section">
            {section.map((node) => (
              <Entry
                key={node.id}
                node={node}
                current={node.id === at}
                open={submenu?.id === node.id}
                onFocus={() => setAt(node.id)}
                onHover={() => onHover(node)}
                onPress={() => run(node)}
              />
            ))}
          </div>
        ))}
      </div>
      <Foot node={current} />
      {nodes.map((node) => {
        const anchor = submenu?.id === node.id ? element(node.id) : null;
        if (!node.children || anchor === null) return null;
        return (
          <FloatingMenu
            key={node.id}
            anchor={{ beside: anchor.getBoundingClientRect() }}
            label={node.label}
            sections={node.children}
            focus={submenu?.byKeys ? 'first' : 'none'}
            within
            onSide={(step) => {
              if (step === 1) return onSide?.(1);
              setSubmenu(null);
              element(node.id)?.focus();
            }}
            onEnd={(end, go) => {
              setSubmenu(null);
              if (end === 'escape') element(node.id)?.focus();
              else onEnd(end, go);
            }}
          />
        );
      })}
    </div>
  );
}

function Entry({
  node,
  current,
  open,
  onFocus,
  onHover,
  onPress,
}: {
  readonly node: MenuNode;
  readonly current: boolean;
  readonly open: boolean;
  readonly onFocus: () => void;
  readonly onHover: () => void;
  readonly onPress: () => void;
}) {
  const off = node.reason !== undefined;
  return (
    <div
      role={node.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-label={node.label}
      {...(node.checked === undefined ? {} : { 'aria-checked': node.checked })}
      {...(node.children ? { 'aria-haspopup': 'menu' as const, 'aria-expanded': open } : {})}
      {...(off ? { 'aria-disabled': true, 'aria-description': node.reason } : {})}
      {...(node.keys === undefined ? {} : { 'aria-keyshortcuts': node.keys.replaceAll('Ctrl', 'Control') })}
      tabIndex={-1}
      data-entry={node.id}
      className={`menu-item${current || open ? ' cur' : ''}${off ? ' off' : ''}`}
      onFocus={onFocus}
      onPointerMove={onHover}
      onClick={onPress}
    >
      <span className="menu-mark">
        {node.checked === true ? <Check className="i" aria-hidden /> : node.icon}
      </span>
      <span className="menu-label el">{node.label}</span>
      {node.children ? (
        <ChevronRight className="i" aria-hidden />
      ) : node.keys !== undefined ? (
        <Keys of={node.keys} />
      ) : node.note !== undefined ? (
        <span className="menu-note el">{node.note}</span>
      ) : null}
    </div>
  );
}

/** What the entry in hand does, or why it cannot be used now. The place is always there, so nothing jumps. */
function Foot({ node }: { readonly node: MenuNode | undefined }) {
  const off = node?.reason !== undefined;
  return (
    <div className={off ? 'menu-foot why' : 'menu-foot'} aria-hidden>
      {off ? <CircleSlash2 className="i" /> : null}
      <span>{node?.reason ?? node?.about ?? ''}</span>
    </div>
  );
}
