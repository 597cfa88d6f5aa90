import type { Language } from '../../shared/i18n/languages.ts';
import { failureText, text } from '../../shared/i18n/text.ts';
import { CLI_COMMANDS } from './catalogue.ts';
import { parseLine } from './command-line.ts';
import type { CliIo, ExitCode } from './define-command.ts';
import { FORCE } from './free-output.ts';
import { progressLine } from './progress.ts';

const WRONG_USE: ExitCode = 2;
const INTERNAL: ExitCode = 3;

function help(language: Language): string {
  const width = Math.max(...CLI_COMMANDS.map((command) => command.usage.length));
  const lines = CLI_COMMANDS.map(
    (command) => `  lantu ${command.usage.padEnd(width)}  ${text(language, command.help)}`,
  );
  return [
    text(language, 'cli.title'),
    '',
    ...lines,
    '',
    text(language, 'cli.force'),
    text(language, 'cli.exit-codes'),
  ].join('\n');
}

/** Runs one command of the line and returns the exit status. */
export async function runCli(words: readonly string[], language: Language): Promise<ExitCode> {
  // Whoever reads the result may stop reading (`lantu check x | head`); that is not an error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const progress = progressLine(process.stderr, language);
  const io: CliIo = {
    language,
    out: (line) => process.stdout.write(`${line}\n`),
    note: (line) => {
      progress.clear();
      process.stderr.write(`${line}\n`);
    },
    progress: progress.show,
    signal: abort.signal,
  };
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help') {
    if (name !== undefined) io.out(help(language));
    else io.note(help(language));
    return name === undefined ? WRONG_USE : 0;
  }
  const command = CLI_COMMANDS.find((known) => known.name === name);
  if (command === undefined) {
    io.note(text(language, 'error.cli.unknown-command', { command: name }));
    io.note(help(language));
    return WRONG_USE;
  }
  const line = parseLine(rest, command.line);
  if (!line.ok) {
    io.note(failureText(language, line.error));
    io.note(`lantu ${command.usage}`);
    return WRONG_USE;
  }
  try {
    const result = await command.run(line.value, io);
    progress.clear();
    if (result.ok) return result.value;
    io.note(failureText(language, result.error));
    if (result.error.code === 'export.exists' && !line.value.flag(FORCE))
      io.note(text(language, 'cli.force'));
    return result.error.code === 'internal' ? INTERNAL : WRONG_USE;
  } catch (error) {
    io.note(
      text(language, 'error.internal', { message: error instanceof Error ? error.message : String(error) }),
    );
    if (process.env.LANTU_DEBUG && error instanceof Error) io.note(error.stack ?? '');
    return INTERNAL;
  }
}
