import { Bookmark, BookOpen, Columns2, Square, SquareSplitHorizontal } from 'lucide-react';
import { useCompare, type CompareMode } from '../state/compare.ts';
import { useDialogs } from '../state/dialogs.ts';
import { useLayers } from '../state/layers.ts';
import { askForVersion, currentPlan } from '../state/versions.ts';
import { whenOpen, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

const mode = (id: CompareMode, icon: UiCommand['icon'], keys?: readonly string[]): UiCommand => ({
  id: `compare.${id}`,
  group: 'view',
  label: `compare.command.${id}`,
  icon,
  ...(keys ? { keys } : {}),
  available: whenOpen,
  on: () => useCompare.getState().mode === id,
  // Pressed again it leaves.
  run: () => {
    const { mode: now, setMode } = useCompare.getState();
    setMode(now === id ? 'single' : id);
  },
});

export const compareCommands: readonly UiCommand[] = [
  mode('single', Square),
  mode('side', Columns2, ['Ctrl+Shift+\\']),
  mode('swipe', SquareSplitHorizontal, ['Ctrl+\\']),
  {
    id: 'version.save',
    group: 'file',
    label: 'compare.save-version',
    icon: Bookmark,
    available: whenWritable,
    run: () => askForVersion({ kind: 'new', plan: currentPlan(useLayers.getState().active), seq: null }),
  },
  {
    id: 'version.list',
    group: 'file',
    label: 'compare.versions',
    icon: BookOpen,
    available: whenOpen,
    run: () => useDialogs.getState().show('versions'),
  },
];
