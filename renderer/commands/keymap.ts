import type { KeySettings } from '../../shared/bridge/key-settings.ts';
import { COMMANDS } from './catalogue.ts';
import type { KeyScope, UiCommand } from './types.ts';

/** Keys of the map, its tools and of text: what they mean is fixed, so no command may have them. */
export const FIXED_KEYS: readonly { readonly keys: string; readonly label: string }[] = [
  { keys: 'Enter', label: 'ui.draw.finish' },
  { keys: 'Esc', label: 'ui.draw.step-back' },
  { keys: 'Backspace', label: 'ui.draw.remove-last' },
  { keys: 'Tab', label: 'ui.key.next-under' },
  { keys: 'Shift+Tab', label: 'catalogue.key.previous-under' },
  { keys: 'Space', label: 'ui.key.pan' },
  { keys: 'Alt', label: 'ui.draw.no-snap' },
  { keys: 'D', label: 'ui.key.resume' },
  { keys: '+', label: 'map.zoom-in' },
  { keys: '-', label: 'map.zoom-out' },
  { keys: 'ArrowUp', label: 'catalogue.key.move-map' },
  { keys: 'ArrowDown', label: 'catalogue.key.move-map' },
  { keys: 'ArrowLeft', label: 'catalogue.key.move-map' },
  { keys: 'ArrowRight', label: 'catalogue.key.move-map' },
  { keys: 'Ctrl+F', label: 'ui.key.search' },
  { keys: 'F10', label: 'catalogue.key.menu-bar' },
  { keys: 'Shift+F10', label: 'catalogue.key.context-menu' },
  { keys: 'ContextMenu', label: 'catalogue.key.context-menu' },
];

const fixed = new Map(FIXED_KEYS.map(({ keys, label }) => [keys, label]));

const NO_KEYS: readonly string[] = [];
const scopeOf = (command: UiCommand): KeyScope => command.scope ?? 'window';

/** The combinations of a command: the user's own, else its defaults. */
export const keysOf = (command: UiCommand, own: KeySettings): readonly string[] =>
  (Object.hasOwn(own, command.id) ? own[command.id] : command.keys) ?? NO_KEYS;

/** Which command a combination runs, by scope. The first of the catalogue has it where a file gives it to two. */
export type Bindings = Readonly<Record<KeyScope, ReadonlyMap<string, UiCommand>>>;

export function bindingsOf(own: KeySettings, commands: readonly UiCommand[] = COMMANDS): Bindings {
  const out = { window: new Map<string, UiCommand>(), findings: new Map<string, UiCommand>() };
  for (const command of commands) {
    for (const keys of keysOf(command, own)) {
      const map = out[scopeOf(command)];
      if (!map.has(keys)) map.set(keys, command);
    }
  }
  return out;
}

/** Why a combination cannot simply be given to a command. */
export type KeyConflict =
  | { readonly kind: 'fixed'; readonly label: string }
  | { readonly kind: 'taken'; readonly by: UiCommand };

/** What stands against a combination for a command; null where nothing does. */
export function conflictOf(
  command: UiCommand,
  keys: string,
  own: KeySettings,
  commands: readonly UiCommand[] = COMMANDS,
): KeyConflict | null {
  const label = fixed.get(keys);
  const scope = scopeOf(command);
  // Space pans the map; in the list of findings it is free.
  if (label !== undefined && !(scope === 'findings' && keys === 'Space')) return { kind: 'fixed', label };
  // Alt with a letter opens a menu.
  if (/^Alt\+[A-Z]$/.test(keys)) return { kind: 'fixed', label: 'catalogue.key.menu-bar' };
  const by = commands.find(
    (one) => one.id !== command.id && scopeOf(one) === scope && keysOf(one, own).includes(keys),
  );
  return by === undefined ? null : { kind: 'taken', by };
}

const sameKeys = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((keys, at) => keys === b[at]);

/** The settings with the keys of a command; what equals the defaults is not kept. */
function withKeys(own: KeySettings, command: UiCommand, keys: readonly string[]): KeySettings {
  const rest = Object.fromEntries(Object.entries(own).filter(([id]) => id !== command.id));
  return sameKeys(keys, command.keys ?? NO_KEYS) ? rest : { ...rest, [command.id]: [...keys] };
}

/** Gives a combination to a command in place of the one at `at` (or beside the others), and takes it from whoever has it. */
export function giveKeys(
  own: KeySettings,
  command: UiCommand,
  keys: string,
  at: number,
  commands: readonly UiCommand[] = COMMANDS,
): KeySettings {
  const conflict = conflictOf(command, keys, own, commands);
  const freed =
    conflict?.kind === 'taken'
      ? withKeys(
          own,
          conflict.by,
          keysOf(conflict.by, own).filter((one) => one !== keys),
        )
      : own;
  const before = keysOf(command, freed);
  const next = at < before.length ? before.map((one, i) => (i === at ? keys : one)) : [...before, keys];
  return withKeys(freed, command, [...new Set(next)]);
}

/** Takes a combination from a command. */
export const takeKeys = (own: KeySettings, command: UiCommand, keys: string): KeySettings =>
  withKeys(
    own,
    command,
    keysOf(command, own).filter((one) => one !== keys),
  );

/** A command's defaults again; a combination that another command has meanwhile is taken back from it. */
export function resetKeys(
  own: KeySettings,
  command: UiCommand,
  commands: readonly UiCommand[] = COMMANDS,
): KeySettings {
  let next: KeySettings = withKeys(own, command, NO_KEYS);
  (command.keys ?? NO_KEYS).forEach((keys, at) => {
    next = giveKeys(next, command, keys, at, commands);
  });
  return next;
}
