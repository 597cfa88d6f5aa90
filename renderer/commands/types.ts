import type { LucideIcon } from 'lucide-react';
import type { Reason } from '../../shared/commands/define-command.ts';

export type CommandGroup = 'tool' | 'edit' | 'select' | 'check' | 'data' | 'view' | 'file' | 'panel' | 'help';

/** The menus of the menu bar, in order. */
export type MenuId = 'file' | 'edit' | 'draw' | 'select' | 'view' | 'check' | 'data' | 'window' | 'help';

/**
 * What a context menu is about: a place on the map (`ground` where no feature lies there), the selected features (on the map or in the table), the active
 * layer, the background that is meant, the picked findings, the shape being drawn. Opening the menu makes the thing under the pointer the
 * current one, so that commands read it from the state as ever.
 */
export type ContextKind = 'map' | 'ground' | 'feature' | 'layer' | 'background' | 'finding' | 'sketch';

/** Where a combination counts: everywhere, or only while the list of findings has the focus. */
export type KeyScope = 'window' | 'findings';

/**
 * Something the user can do in the window, listed once: it feeds the menus, the tool bar, context menus, the
 * palette, the key bindings and the key sheet. Its description is the text `about.<id>`; further words by which
 * the palette finds it are the text `words.<id>`, where there is one.
 */
export interface UiCommand {
  readonly id: string;
  readonly group: CommandGroup;
  /** Text key of the short name. */
  readonly label: string;
  /** Text key of the full name, for menus, palette and key sheet, where the short one needs its tool bar. */
  readonly title?: string;
  /** What exactly it would do now (name of the step to undo), where that is more than the label. */
  readonly detail?: () => {
    readonly key: string;
    readonly params?: Readonly<Record<string, string | number>>;
  } | null;
  readonly icon: LucideIcon;
  /** Default combinations as written on the key sheet, e.g. `Ctrl+Shift+Z`; the first is shown. */
  readonly keys?: readonly string[];
  readonly scope?: KeyScope;
  /** Menu and place in it; each ten is a section with a line above. By default the end of the group's menu. */
  readonly menu?: readonly [menu: MenuId, place: number];
  /** Context menus and place in each, sections by tens as in menus. */
  readonly contexts?: Readonly<Partial<Record<ContextKind, number>>>;
  /** True, or why it cannot be used now. Read from the state at the moment of asking. */
  readonly available: () => true | Reason;
  /** Whether it is switched on, for tools and toggles. */
  readonly on?: () => boolean;
  readonly run: () => void;
}
