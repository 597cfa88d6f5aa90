import type { RawValue } from '../raw.ts';

/** A row of a table of cells, from a sheet or a file of separated values. */
export interface SheetRow {
  /** As the program that shows it counts, from 1. */
  readonly number: number;
  /** By column from the left; null where there is nothing. */
  readonly cells: readonly RawValue[];
}
