import { create } from 'zustand';
import { useCompare } from './compare.ts';
import { useSession } from './session.ts';
import { closeSheets } from './sheets.ts';
import { useTool } from './tool.ts';

/** What stands in the panel of field mode. */
export type FieldPage =
  | 'tasks'
  | 'task'
  | 'new-task'
  | 'edit-task'
  | 'observe'
  | 'track'
  | 'measure'
  | 'layers';

export interface FieldModeState {
  /** The window is laid out for work outside: large targets around the same map. */
  readonly on: boolean;
  readonly page: FieldPage;
  readonly show: (page: FieldPage) => void;
}

export const useFieldMode = create<FieldModeState>()((set) => ({
  on: false,
  page: 'tasks',
  show: (page) => {
    // A tool of one page has no use on another.
    useTool.getState().setTool('select');
    set({ page });
  },
}));

/** Blueprints (paths serve as names) whose field mode was left: services that start again do not bring it back. */
const left = new Set<string>();

const path = (): string => useSession.getState().blueprint?.path ?? '';

export function enterField(): void {
  left.delete(path());
  closeSheets();
  useCompare.getState().setMode('single');
  useTool.getState().setTool('select');
  useFieldMode.setState({ on: true });
}

export function leaveField(): void {
  left.add(path());
  useTool.getState().setTool('select');
  useFieldMode.setState({ on: false });
}

/** A file that was cut for the field opens in field mode, any other one in the ordinary frame. */
export function openFieldMode(): void {
  const { blueprint } = useSession.getState();
  const wanted = blueprint?.field != null && !left.has(blueprint.path);
  useFieldMode.setState({ on: false, page: 'tasks' });
  if (wanted) enterField();
}
