import { create } from 'zustand';
import type { Defect, DefectClass, InspectionReport } from '../../shared/inspection/types.ts';
import { services } from '../bridge/client.ts';
import { lookAt } from './finding-focus.ts';
import { runJob } from './jobs.ts';
import { useLayout } from './layout.ts';
import { notifyFailure } from './notices.ts';
import { useSelection } from './selection.ts';

/** Which defects are listed; `unchecked` lists what was not looked at instead. */
export type DefectFilter = 'all' | DefectClass | 'excepted' | 'unchecked';

export interface InspectionState {
  readonly report: InspectionReport | null;
  readonly running: boolean;
  readonly filter: DefectFilter;
  /** Table whose defects are listed; null for the file as a whole, undefined for all. */
  readonly layer: string | null | undefined;
  readonly check: string | null;
  readonly search: string;
  /** Key of the defect in front. */
  readonly focused: string | null;
  readonly change: (
    patch: Partial<Pick<InspectionState, 'filter' | 'layer' | 'check' | 'search' | 'focused'>>,
  ) => void;
  readonly reset: () => void;
}

const EMPTY = {
  report: null,
  running: false,
  filter: 'all' as DefectFilter,
  layer: undefined,
  check: null,
  search: '',
  focused: null,
};

export const useInspection = create<InspectionState>()((set) => ({
  ...EMPTY,
  change: (patch) => set(patch),
  reset: () => set(EMPTY),
}));

/** Inspects the file as it is now, as a job that can be cancelled, and shows the panel. */
export async function inspectNow(): Promise<void> {
  const query = services()?.query;
  if (!query || useInspection.getState().running) return;
  useLayout.getState().showTab('inspection');
  useInspection.setState({ running: true, focused: null });
  const answer = await runJob({ key: 'inspection.job' }, (options) => query.inspect({}, options));
  // A blueprint that was closed meanwhile has taken the panel with it.
  if (!useInspection.getState().running) return;
  useInspection.setState({ running: false });
  if (answer.ok) useInspection.setState({ report: answer.value, layer: undefined, check: null });
  else if (answer.error.code !== 'cancelled') notifyFailure(answer.error);
}

/** Puts a defect in front: its feature selected, its place on the map. */
export function focusDefect(defect: Defect, o: { readonly zoom: boolean }): void {
  useInspection.getState().change({ focused: defect.key });
  const { layer, uid, box } = defect;
  if (layer !== null && uid !== null) useSelection.getState().set([{ table: layer, uid }]);
  else useSelection.getState().clear();
  if (o.zoom && box !== null) lookAt(box);
}

/** Whether the panel is in front, so that the map shows its defects and not the findings of the check. */
export const inspectionInFront = (): boolean => {
  const { tab, dockOpen } = useLayout.getState();
  return dockOpen && tab === 'inspection' && useInspection.getState().report !== null;
};
