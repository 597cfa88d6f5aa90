import { checkCommand } from './commands/check.ts';
import { differenceCommand } from './commands/difference.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { infoCommand } from './commands/info.ts';
import { newCommand } from './commands/new.ts';
import { rulesetCommand } from './commands/ruleset.ts';
import { sampleCommand } from './commands/sample.ts';
import { tablesCommand } from './commands/tables.ts';
import type { CliCommand } from './define-command.ts';

/** Every command of the line, in the order of the help. */
export const CLI_COMMANDS: readonly CliCommand[] = [
  newCommand,
  sampleCommand,
  infoCommand,
  importCommand,
  checkCommand,
  differenceCommand,
  exportCommand,
  tablesCommand,
  rulesetCommand,
];
