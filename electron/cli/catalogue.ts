import { checkCommand } from './commands/check.ts';
import { differenceCommand } from './commands/difference.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { infoCommand } from './commands/info.ts';
import { inspectCommand } from './commands/inspect.ts';
import { keyCommand } from './commands/key.ts';
import { newCommand } from './commands/new.ts';
import { packageCommand } from './commands/package.ts';
import { changesCommand } from './commands/changes.ts';
import { fieldCommand } from './commands/field.ts';
import { mergeCommand } from './commands/merge.ts';
import { noticeCommand } from './commands/notice.ts';
import { photosCommand } from './commands/photos.ts';
import { opinionsCommand } from './commands/opinions.ts';
import { rulesetCommand } from './commands/ruleset.ts';
import { sampleCommand } from './commands/sample.ts';
import { tablesCommand } from './commands/tables.ts';
import { takeCommand } from './commands/take.ts';
import { verifyCommand } from './commands/verify.ts';
import { sheetCommand } from './commands/sheet.ts';
import type { CliCommand } from './define-command.ts';

/** Every command of the line, in the order of the help. */
export const CLI_COMMANDS: readonly CliCommand[] = [
  newCommand,
  sampleCommand,
  infoCommand,
  importCommand,
  checkCommand,
  inspectCommand,
  differenceCommand,
  exportCommand,
  tablesCommand,
  sheetCommand,
  noticeCommand,
  opinionsCommand,
  rulesetCommand,
  packageCommand,
  verifyCommand,
  takeCommand,
  fieldCommand,
  changesCommand,
  mergeCommand,
  photosCommand,
  keyCommand,
];
