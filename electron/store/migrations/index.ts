import { initial } from './0001-initial.ts';
import { memoryWords } from './0002-memory-words.ts';
import { layerStyleColumn } from './0003-layer-style.ts';
import { versions } from './0004-versions.ts';
import { sheets } from './0005-sheets.ts';
import { exchange } from './0006-exchange.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order. To change the file's schema, add one here. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  memoryWords,
  layerStyleColumn,
  versions,
  sheets,
  exchange,
];
