import { create } from 'zustand';

/** How a person has arranged the columns of one layer's table. Columns that are not named stand where they would. */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  /** Columns from the left that stay when the table is moved sideways. */
  readonly frozen: number;
}

export const PLAIN_LAYOUT: ColumnLayout = { order: [], hidden: [], widths: {}, frozen: 1 };
export const COLUMN_WIDTHS = { min: 48, max: 800 } as const;

const KEY = 'lantu.table';
const texts = (raw: unknown): readonly string[] =>
  Array.isArray(raw) ? raw.filter((one): one is string => typeof one === 'string').slice(0, 300) : [];

function layoutFrom(raw: unknown): ColumnLayout {
  const given = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const widths = (
    typeof given['widths'] === 'object' && given['widths'] !== null ? given['widths'] : {}
  ) as object;
  const { frozen } = given;
  return {
    order: texts(given['order']),
    hidden: texts(given['hidden']),
    widths: Object.fromEntries(
      Object.entries(widths).filter(
        ([, width]) => typeof width === 'number' && width >= COLUMN_WIDTHS.min && width <= COLUMN_WIDTHS.max,
      ),
    ),
    frozen:
      typeof frozen === 'number' && frozen >= 0 && frozen <= 10 ? Math.floor(frozen) : PLAIN_LAYOUT.frozen,
  };
}

/** Layouts from what was kept; what does not fit is as at the first start. */
export function readTableLayouts(kept: string | null): Readonly<Record<string, ColumnLayout>> {
  try {
    const raw = JSON.parse(kept ?? '{}') as unknown;
    if (typeof raw !== 'object' || raw === null) return {};
    return Object.fromEntries(Object.entries(raw).map(([layer, layout]) => [layer, layoutFrom(layout)]));
  } catch {
    return {};
  }
}

export interface TableLayoutState {
  readonly layers: Readonly<Record<string, ColumnLayout>>;
  readonly change: (layer: string, patch: Partial<ColumnLayout>) => void;
  readonly reset: (layer: string) => void;
}

const stored = (): string | null => (typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY));

/** The arrangement of tables, remembered on this computer. */
export const useTableLayout = create<TableLayoutState>()((set) => ({
  layers: readTableLayouts(stored()),
  change: (layer, patch) =>
    set(({ layers }) => ({
      layers: { ...layers, [layer]: { ...(layers[layer] ?? PLAIN_LAYOUT), ...patch } },
    })),
  reset: (layer) => set(({ layers }) => ({ layers: { ...layers, [layer]: PLAIN_LAYOUT } })),
}));

useTableLayout.subscribe(({ layers }) => {
  if (typeof localStorage !== 'undefined') localStorage.setItem(KEY, JSON.stringify(layers));
});
