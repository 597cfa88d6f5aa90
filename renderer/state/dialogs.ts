import { create } from 'zustand';

export type DialogId =
  | 'new-blueprint'
  | 'import'
  | 'export'
  | 'export-selected'
  | 'package-make'
  | 'package-receive'
  | 'field-out'
  | 'field-open'
  | 'changes-out'
  | 'palette'
  | 'shortcuts'
  | 'ruleset'
  | 'quota'
  | 'tables'
  | 'snap-borders'
  | 'finding-exception'
  | 'finding-assign'
  | 'layer-new'
  | 'layer-edit'
  | 'layer-fields'
  | 'version'
  | 'versions'
  | 'sheet-new'
  | 'sheet-print'
  | 'notice'
  | 'opinions'
  | 'background-add'
  | 'background-find'
  | 'background-server'
  | 'background-area';

/** The dialog in front, if any, and what it was opened for. */
export interface DialogsState {
  readonly open: DialogId | null;
  /** What it is about: target layer of an import asked for from a layer, a background, a server. */
  readonly layer: string | null;
  readonly show: (open: DialogId, layer?: string | null) => void;
  readonly close: () => void;
}

export const useDialogs = create<DialogsState>()((set) => ({
  open: null,
  layer: null,
  show: (open, layer = null) => set({ open, layer }),
  close: () => set({ open: null, layer: null }),
}));
