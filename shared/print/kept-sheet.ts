import { z } from 'zod';
import { sheetLayout, type SheetLayout } from './layout/layout-schema.ts';

/** The table of sheets; each is a record that can be undone. */
export const SHEET_TABLE_NAME = 'lantu_sheet';

/** A sheet that a blueprint keeps. */
export interface KeptSheet {
  readonly uid: string;
  readonly name: string;
  readonly layout: SheetLayout;
  readonly author: string;
  /** When it was made, ISO 8601 UTC. */
  readonly time: string;
}

export const sheetName = z.string().trim().min(1).max(60);

/** The columns of a layout: its pictures stand in one of their own, which most edits leave as it is. */
export function layoutColumns({ pictures, ...rest }: SheetLayout): {
  readonly layout: string;
  readonly pictures: string;
} {
  return { layout: JSON.stringify(rest), pictures: JSON.stringify(pictures) };
}

/** The layout in its columns; undefined for what is none. */
export function layoutOfColumns(layout: string, pictures: string): SheetLayout | undefined {
  try {
    const rest = JSON.parse(layout) as unknown;
    if (typeof rest !== 'object' || rest === null) return undefined;
    const parsed = sheetLayout.safeParse({
      ...rest,
      pictures: JSON.parse(pictures === '' ? '[]' : pictures) as unknown,
    });
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** A name that no other sheet has: `name`, `name 2` ... */
export function freeSheetName(name: string, sheets: readonly Pick<KeptSheet, 'name'>[]): string {
  const taken = new Set(sheets.map((one) => one.name));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
