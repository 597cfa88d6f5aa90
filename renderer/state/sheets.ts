import { create } from 'zustand';
import type { Committed } from '../../shared/change/change.ts';
import { freeSheetName, SHEET_TABLE_NAME, type KeptSheet } from '../../shared/print/kept-sheet.ts';
import type { SheetLayout } from '../../shared/print/layout/layout-schema.ts';
import { services } from '../bridge/client.ts';
import { execute } from './edit.ts';
import { notifyFailure } from './notices.ts';

export interface SheetsState {
  /** In the order they were made; null until they have been read. */
  readonly sheets: readonly KeptSheet[] | null;
  /** Whether the editor of sheets is in front. */
  readonly open: boolean;
  /** The sheet in the editor; null for none. */
  readonly current: string | null;
  /** What its layout is to be, until the store has it: under the pointer while dragging, or on its way. */
  readonly draft: SheetLayout | null;
  /** The item in hand. */
  readonly selected: string | null;
  /** The page of the atlas that is shown, from 0. */
  readonly page: number;
}

const CLOSED = { open: false, current: null, draft: null, selected: null, page: 0 } as const;

export const useSheets = create<SheetsState>()(() => ({ sheets: null, ...CLOSED }));

export const forgetSheets = (): void => useSheets.setState({ sheets: null, ...CLOSED });

export async function loadSheets(): Promise<void> {
  const found = await services()?.query.sheets({});
  if (!found?.ok) return;
  const { current } = useSheets.getState();
  const gone = !found.value.some(({ uid }) => uid === current);
  useSheets.setState({
    sheets: found.value,
    ...(gone && current !== null
      ? { current: found.value.at(-1)?.uid ?? null, draft: null, selected: null, page: 0 }
      : {}),
  });
}

/** Reads the sheets again where a commit wrote one. */
export function followSheets({ touched }: Committed): void {
  if (touched.some(({ layer }) => layer === SHEET_TABLE_NAME)) void loadSheets();
}

/** The sheet in the editor. */
export const currentSheet = ({ sheets, current }: SheetsState): KeptSheet | null =>
  sheets?.find(({ uid }) => uid === current) ?? null;

/** The layout in the editor, as it is meant to be now. */
export const currentLayout = (state: SheetsState): SheetLayout | null =>
  state.draft ?? currentSheet(state)?.layout ?? null;

/** Opens the editor on the sheet that was in it last, else on the newest. */
export function openSheets(): void {
  const { sheets, current } = useSheets.getState();
  useSheets.setState({ open: true, current: current ?? sheets?.at(-1)?.uid ?? null });
}

export const closeSheets = (): void => useSheets.setState({ open: false, draft: null, selected: null });

export const showSheet = (uid: string): void =>
  useSheets.setState({ current: uid, draft: null, selected: null, page: 0 });

export const selectItem = (selected: string | null): void => useSheets.setState({ selected });

/** Shows a layout that is not kept yet: while an item is dragged. */
export const tryLayout = (draft: SheetLayout | null): void => useSheets.setState({ draft });

/** Steps wait for one another, so that each finds the sheet as the one before left it. */
let line: Promise<void> = Promise.resolve();

/** Keeps a layout, as one step that can be undone. */
export function keepLayout(layout: SheetLayout): Promise<void> {
  const { current } = useSheets.getState();
  if (current === null) return Promise.resolve();
  useSheets.setState({ draft: layout });
  line = line.then(async () => {
    const done = await execute('edit-sheet', { sheet: current, name: null, layout });
    if (!done.ok && done.error.code !== 'command.unchanged') notifyFailure(done.error);
    if (done.ok) await loadSheets();
    // A newer draft has a step of its own on the way.
    if (useSheets.getState().draft === layout) useSheets.setState({ draft: null });
  });
  return line;
}

/** Changes the layout in the editor by a pure function, as one step. */
export function changeLayout(change: (layout: SheetLayout) => SheetLayout): Promise<void> {
  const layout = currentLayout(useSheets.getState());
  if (layout === null) return Promise.resolve();
  const next = change(layout);
  return next === layout ? Promise.resolve() : keepLayout(next);
}

/** Keeps a new sheet and shows it; true when it is done. */
export async function makeSheet(name: string, layout: SheetLayout): Promise<boolean> {
  const { sheets } = useSheets.getState();
  const known = new Set(sheets?.map(({ uid }) => uid));
  const done = await execute('create-sheet', { name: freeSheetName(name, sheets ?? []), layout });
  if (!done.ok) {
    notifyFailure(done.error);
    return false;
  }
  await loadSheets();
  const made = useSheets.getState().sheets?.find(({ uid }) => !known.has(uid));
  if (made !== undefined) showSheet(made.uid);
  return true;
}

export async function renameSheet(uid: string, name: string): Promise<void> {
  const done = await execute('edit-sheet', { sheet: uid, name, layout: null });
  if (!done.ok && done.error.code !== 'command.unchanged') return notifyFailure(done.error);
  await loadSheets();
}

export async function deleteSheet(uid: string): Promise<void> {
  const done = await execute('delete-sheet', { sheet: uid });
  if (!done.ok) return notifyFailure(done.error);
  await loadSheets();
}
