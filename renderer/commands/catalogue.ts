import { checkCommands } from './check-commands.ts';
import { coordinateCommands } from './coordinate-commands.ts';
import { editCommands } from './edit-commands.ts';
import { fileCommands } from './file-commands.ts';
import { panelCommands } from './panel-commands.ts';
import { rulesetCommands } from './ruleset-commands.ts';
import { toolCommands } from './tool-commands.ts';
import type { UiCommand } from './types.ts';
import { viewCommands } from './view-commands.ts';

/** Everything the user can do in the main window, once. */
export const COMMANDS: readonly UiCommand[] = [
  ...toolCommands,
  ...editCommands,
  ...checkCommands,
  ...rulesetCommands,
  ...viewCommands,
  ...coordinateCommands,
  ...fileCommands,
  ...panelCommands,
];

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

/** A command by its id; asking for one that does not exist is a mistake of the caller. */
export function commandById(id: string): UiCommand {
  const command = byId.get(id);
  if (!command) throw new Error(`no command ${id}`);
  return command;
}

/** Runs a command if it can be used now; true when it ran. */
export function runCommand(command: UiCommand): boolean {
  if (command.available() !== true) return false;
  command.run();
  return true;
}
