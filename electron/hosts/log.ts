/** Service logs go to standard error; the shell keeps them in its log file. */
export function logLine(level: string, message: string): void {
  console.error(`${new Date().toISOString()} ${level} ${message}`);
}

/** A thrown error is a bug: kept with its stack, answered without. */
export function logBug(where: string, error: unknown): void {
  logLine('bug', `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
