import type { RandomBytes } from '../../../shared/model/ids.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** What the writer needs from the process it runs in. */
export interface StoreHost {
  now(): Date;
  readonly random: RandomBytes;
  /** Name of the person at the keyboard, written into the history. */
  author(): string;
  readonly hostName: string;
  readonly pid: number;
  /** Where verified backups are put before a migration. */
  readonly backupDir: string;
  log(level: LogLevel, message: string): void;
}
