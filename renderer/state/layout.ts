import { create } from 'zustand';

export type DockTab =
  | 'findings'
  | 'inspection'
  | 'table'
  | 'boundary'
  | 'difference'
  | 'changes'
  | 'history'
  | 'jobs'
  | 'merge';

/** Which panels are open and how large; remembered on this computer. Sizes in CSS pixels. */
export interface Layout {
  readonly left: number;
  readonly right: number;
  readonly dock: number;
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
  readonly dockOpen: boolean;
  readonly dockMax: boolean;
  readonly tab: DockTab;
  readonly legendOpen: boolean;
  readonly folded: readonly string[];
}

export interface LayoutState extends Layout {
  readonly change: (patch: Partial<Layout>) => void;
  /** Opens the dock on a tab; closes it when that tab is already in front and `toggle` is asked. */
  readonly showTab: (tab: DockTab, toggle?: boolean) => void;
}

export const LIMITS = { left: [180, 420], right: [280, 520], dock: [120, 640] } as const;
const DEFAULT: Layout = {
  left: 248,
  right: 344,
  dock: 220,
  leftOpen: true,
  rightOpen: true,
  dockOpen: true,
  dockMax: false,
  tab: 'findings',
  legendOpen: true,
  folded: ['field'],
};
const KEY = 'lantu.layout';
/** Tabs that are there at the start; that of a merge comes and goes with it. */
const TABS: readonly DockTab[] = [
  'findings',
  'inspection',
  'table',
  'boundary',
  'difference',
  'changes',
  'history',
  'jobs',
];

/** A layout from what was kept; everything that does not fit is as at the first start. */
export function readLayout(kept: string | null): Layout {
  let raw: Record<string, unknown>;
  try {
    raw = (JSON.parse(kept ?? '{}') ?? {}) as Record<string, unknown>;
  } catch {
    return DEFAULT;
  }
  const size = (name: 'left' | 'right' | 'dock'): number => {
    const value = raw[name];
    const [min, max] = LIMITS[name];
    return typeof value === 'number' && value >= min && value <= max ? value : DEFAULT[name];
  };
  const flag = (name: 'leftOpen' | 'rightOpen' | 'dockOpen' | 'dockMax' | 'legendOpen'): boolean =>
    typeof raw[name] === 'boolean' ? raw[name] : DEFAULT[name];
  const { tab, folded } = raw;
  return {
    left: size('left'),
    right: size('right'),
    dock: size('dock'),
    leftOpen: flag('leftOpen'),
    rightOpen: flag('rightOpen'),
    dockOpen: flag('dockOpen'),
    dockMax: flag('dockMax'),
    legendOpen: flag('legendOpen'),
    tab: TABS.find((one) => one === tab) ?? DEFAULT.tab,
    folded: Array.isArray(folded) ? folded.filter((one) => typeof one === 'string') : DEFAULT.folded,
  };
}

const stored = (): string | null => (typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY));

export const useLayout = create<LayoutState>()((set, get) => ({
  ...readLayout(stored()),
  change: (patch) => set(patch),
  showTab: (tab, toggle) => {
    const { dockOpen, tab: now } = get();
    set(toggle && dockOpen && now === tab ? { dockOpen: false } : { tab, dockOpen: true });
  },
}));

useLayout.subscribe((state) => {
  if (typeof localStorage !== 'undefined') localStorage.setItem(KEY, JSON.stringify(state));
});
