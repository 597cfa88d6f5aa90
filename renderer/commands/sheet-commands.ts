import { Printer } from 'lucide-react';
import { closeSheets, openSheets, useSheets } from '../state/sheets.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

export const sheetCommands: readonly UiCommand[] = [
  {
    id: 'sheet.editor',
    group: 'file',
    label: 'print.sheets',
    icon: Printer,
    keys: ['Ctrl+P'],
    menu: ['file', 30],
    available: whenOpen,
    on: () => useSheets.getState().open,
    run: () => (useSheets.getState().open ? closeSheets() : openSheets()),
  },
];

/** Commands of the window that mean something while the editor of sheets is in front: the others act on the map behind it. */
const BESIDE: ReadonlySet<string> = new Set(['edit.undo', 'edit.redo', 'help.palette', 'help.shortcuts']);

export const worksInSheets = ({ id, group }: UiCommand): boolean => group === 'file' || BESIDE.has(id);
