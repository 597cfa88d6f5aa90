import { backgroundCommands } from './background-commands.ts';
import { checkCommands } from './check-commands.ts';
import { compareCommands } from './compare-commands.ts';
import { cleanCommands } from './clean-commands.ts';
import { coordinateCommands } from './coordinate-commands.ts';
import { editCommands } from './edit-commands.ts';
import { featureCommands } from './feature-commands.ts';
import { fileCommands } from './file-commands.ts';
import { findingCommands } from './finding-commands.ts';
import { layerCommands } from './layer-commands.ts';
import { panelCommands } from './panel-commands.ts';
import { photoCommands } from './photo-commands.ts';
import { placeCommands } from './place-commands.ts';
import { positionCommands } from './position-commands.ts';
import { rulesetCommands } from './ruleset-commands.ts';
import { selectCommands } from './select-commands.ts';
import { sheetCommands } from './sheet-commands.ts';
import { shapeCommands } from './shape-commands.ts';
import { sketchCommands } from './sketch-commands.ts';
import { toolCommands } from './tool-commands.ts';
import type { UiCommand } from './types.ts';
import { viewCommands } from './view-commands.ts';

/** Everything the user can do in the main window, once. */
export const COMMANDS: readonly UiCommand[] = [
  ...toolCommands,
  ...sketchCommands,
  ...shapeCommands,
  ...editCommands,
  ...featureCommands,
  ...selectCommands,
  ...cleanCommands,
  ...checkCommands,
  ...findingCommands,
  ...rulesetCommands,
  ...viewCommands,
  ...placeCommands,
  ...layerCommands,
  ...backgroundCommands,
  ...compareCommands,
  ...coordinateCommands,
  ...positionCommands,
  ...photoCommands,
  ...fileCommands,
  ...sheetCommands,
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
