import { COMMANDS } from './catalogue.ts';
import type { CommandGroup, ContextKind, MenuId, UiCommand } from './types.ts';

/** The menu bar, from left to right, with the letter that opens each with Alt. */
export const MENUS: readonly { readonly id: MenuId; readonly letter: string }[] = [
  { id: 'file', letter: 'F' },
  { id: 'edit', letter: 'E' },
  { id: 'draw', letter: 'G' },
  { id: 'select', letter: 'S' },
  { id: 'view', letter: 'V' },
  { id: 'check', letter: 'C' },
  { id: 'data', letter: 'D' },
  { id: 'window', letter: 'W' },
  { id: 'help', letter: 'H' },
];

const MENU_OF: Readonly<Record<CommandGroup, MenuId>> = {
  file: 'file',
  edit: 'edit',
  tool: 'draw',
  select: 'select',
  view: 'view',
  check: 'check',
  data: 'data',
  panel: 'window',
  help: 'help',
};
/** A command that names no place stands in the last section of its group's menu. */
const LAST = 90;
const SECTION = 10;

export const placeOf = (command: UiCommand): readonly [MenuId, number] =>
  command.menu ?? [MENU_OF[command.group], LAST];

/** Commands by their places: sections of a menu, in order. The order of the catalogue decides between equals. */
function sections(
  placed: readonly { readonly command: UiCommand; readonly place: number }[],
): readonly (readonly UiCommand[])[] {
  const out: { readonly ten: number; readonly commands: UiCommand[] }[] = [];
  for (const { command, place } of placed.toSorted((a, b) => a.place - b.place)) {
    const ten = Math.floor(place / SECTION);
    const last = out.at(-1);
    if (last?.ten === ten) last.commands.push(command);
    else out.push({ ten, commands: [command] });
  }
  return out.map(({ commands }) => commands);
}

/** The sections of a menu of the menu bar. */
export const menuSections = (
  menu: MenuId,
  commands: readonly UiCommand[] = COMMANDS,
): readonly (readonly UiCommand[])[] =>
  sections(
    commands.flatMap((command) => {
      const [own, place] = placeOf(command);
      return own === menu ? [{ command, place }] : [];
    }),
  );

/** The sections of a context menu. */
export const contextSections = (
  kind: ContextKind,
  commands: readonly UiCommand[] = COMMANDS,
): readonly (readonly UiCommand[])[] =>
  sections(
    commands.flatMap((command) => {
      const place = command.contexts?.[kind];
      return place === undefined ? [] : [{ command, place }];
    }),
  );
