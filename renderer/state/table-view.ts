import { create } from 'zustand';
import type { RowSort } from '../../shared/bridge/rows-schemas.ts';

/** What stands beside the rows. */
export type TablePane = 'statistics' | 'set' | 'calculate' | 'replace' | 'place';

/** What the table of a layer shows: kept while the blueprint is open, so that going to another layer and back loses nothing. */
export interface TableView {
  /** As typed: words to be found, or a condition. */
  readonly text: string;
  readonly inView: boolean;
  readonly onlySelected: boolean;
  readonly sort: RowSort;
}

const FRESH: TableView = { text: '', inView: false, onlySelected: false, sort: [] };

export interface TableViewState {
  readonly layers: Readonly<Record<string, TableView>>;
  readonly pane: TablePane | null;
  readonly change: (layer: string, patch: Partial<TableView>) => void;
  readonly showPane: (pane: TablePane | null) => void;
  readonly reset: () => void;
}

export const useTableView = create<TableViewState>()((set) => ({
  layers: {},
  pane: 'statistics',
  change: (layer, patch) =>
    set(({ layers }) => ({ layers: { ...layers, [layer]: { ...(layers[layer] ?? FRESH), ...patch } } })),
  showPane: (pane) => set({ pane }),
  reset: () => set({ layers: {} }),
}));

export const tableViewOf = (state: TableViewState, layer: string): TableView => state.layers[layer] ?? FRESH;
