import { create } from 'zustand';
import type { LayerState } from '../../shared/bridge/store-contract.ts';
import type { PlanId } from '../../shared/model/layer.ts';
import { useSession } from './session.ts';
import { useVersions } from './versions.ts';

export type CompareMode = 'single' | 'side' | 'swipe';
export const COMPARE_MODES: readonly CompareMode[] = ['single', 'side', 'swipe'];
export type SideId = 'left' | 'right';
export const SIDES: readonly SideId[] = ['left', 'right'];

/** What one side shows: a state of the file, and which of its layers. */
export interface Side {
  /** After which change; null: as it is now, and edited there. */
  readonly seq: number | null;
  /** The layers of the tree, or of one plan over the ground of the others. */
  readonly plan: PlanId | 'tree';
  /** Single layers that are shown or hidden all the same. */
  readonly shown: Readonly<Record<string, boolean>>;
}

interface CompareState {
  readonly mode: CompareMode;
  /** Where the curtain stands, share of the width from the left. */
  readonly split: number;
  readonly left: Side;
  readonly right: Side;
  /** Whether what differs is outlined on the map. */
  readonly highlight: boolean;
  readonly setMode: (mode: CompareMode) => void;
  readonly setSplit: (split: number) => void;
  readonly setSide: (side: SideId, patch: Partial<Side>) => void;
  readonly setHighlight: (highlight: boolean) => void;
  readonly reset: () => void;
}

const NOW: Side = { seq: null, plan: 'tree', shown: {} };
const EMPTY = { mode: 'single', split: 0.5, left: NOW, right: NOW, highlight: true } as const;
export const SPLIT_LIMITS = [0.03, 0.97] as const;

/** What is held against the present at first: the newest version, else the state in which the file was opened. */
function firstState(): number | null {
  const versions = useVersions.getState().versions ?? [];
  const newest = versions.reduce<number | null>(
    (most, { seq }) => (most === null || seq > most ? seq : most),
    null,
  );
  return newest ?? useSession.getState().blueprint?.rev ?? null;
}

/** False until a person has chosen, so that a newer version is taken up. */
let chosen = false;

export const useCompare = create<CompareState>()((set, get) => ({
  ...EMPTY,
  setMode: (mode) => {
    const { mode: before } = get();
    if (mode !== 'single' && before === 'single' && !chosen) {
      set({ mode, left: { ...NOW, seq: firstState() }, right: NOW });
    } else {
      set({ mode });
    }
  },
  setSplit: (split) => set({ split: Math.min(SPLIT_LIMITS[1], Math.max(SPLIT_LIMITS[0], split)) }),
  setSide: (side, patch) => {
    chosen = true;
    set((state) => ({ [side]: { ...state[side], ...patch } }));
  },
  setHighlight: (highlight) => set({ highlight }),
  reset: () => {
    chosen = false;
    set(EMPTY);
  },
}));

/** Holds a state against the present, on the map. */
export function compareWithNow(seq: number): void {
  const { setSide, setMode, mode } = useCompare.getState();
  setSide('left', { seq });
  setSide('right', { seq: null });
  if (mode === 'single') setMode('swipe');
}

/** The side on which the map that is edited lies; null where both sides show the past. */
export function mainSide({ left, right }: Pick<CompareState, 'left' | 'right'>): SideId | null {
  if (right.seq === null) return 'right';
  return left.seq === null ? 'left' : null;
}

/** Plans that are chosen one by one; control lines and base data are ground to all of them. */
const PLANS: ReadonlySet<PlanId> = new Set(['industrial', 'land-use', 'functional-zone']);

/** Whether a side shows a layer. */
export function isShown({ plan, shown }: Side, { schema, visible }: LayerState): boolean {
  const own = shown[schema.id];
  if (own !== undefined) return own;
  if (plan === 'tree' || !PLANS.has(schema.plan)) return visible;
  return schema.plan === plan;
}

/** The layers as a side shows them; the same array where that is how they are. */
export function layersOn(side: Side, layers: readonly LayerState[]): readonly LayerState[] {
  if (side.plan === 'tree' && Object.keys(side.shown).length === 0) return layers;
  return layers.map((layer) => ({ ...layer, visible: isShown(side, layer) }));
}

/** The layers as the map that is edited shows them. */
export function layersOnMain(layers: readonly LayerState[]): readonly LayerState[] {
  const state = useCompare.getState();
  const side = state.mode === 'single' ? null : mainSide(state);
  return side === null ? layers : layersOn(state[side], layers);
}
