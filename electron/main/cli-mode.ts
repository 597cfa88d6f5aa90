import { app } from 'electron';
import { isLanguage } from '../../shared/i18n/languages.ts';
import { runCli } from '../cli/run.ts';

/** Everything after this word belongs to the command line; before it stand the switches of Electron. */
const MARK = '--lantu-cli';

/** The words of the command line, when the app was started for it and not for its window. */
export function cliWords(argv: readonly string[]): readonly string[] | null {
  const at = argv.indexOf(MARK);
  return at < 0 ? null : argv.slice(at + 1);
}

/**
 * Runs one command without a window: how a shipped app offers the command line, since its binary no longer runs
 * as plain Node. Started with `--ozone-platform=headless` it needs no display.
 */
export async function runCliMode(words: readonly string[]): Promise<void> {
  const language = process.env.LANTU_LANG ?? 'zh-CN';
  const code = await runCli(words, isLanguage(language) ? language : 'zh-CN');
  // What was written to a pipe must have left before the process ends.
  process.stdout.write('', () => process.stderr.write('', () => app.exit(code)));
}
