import { Redo2, Trash2, Undo2 } from 'lucide-react';
import { deleteSelected } from '../state/edit.ts';
import { useSession } from '../state/session.ts';
import { useTool } from '../state/tool.ts';
import { stepHistory } from '../state/undo.ts';
import { whenSelectionWritable, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

/** Points of the shape being drawn that can be taken back, or set again: they come before any saved step. */
const pointsFor = (direction: 'undo' | 'redo'): number => {
  const { current } = useTool.getState().sketch;
  return (direction === 'undo' ? current?.points.length : current?.undone.length) ?? 0;
};

const stepping = (
  direction: 'undo' | 'redo',
  icon: UiCommand['icon'],
  keys: readonly string[],
): UiCommand => ({
  id: `edit.${direction}`,
  group: 'edit',
  label: `ui.${direction}`,
  detail: () => {
    if (pointsFor(direction) > 0)
      return { key: direction === 'undo' ? 'ui.draw.remove-last' : 'ui.draw.restore-last', params: {} };
    const step = useSession.getState().file?.[direction] ?? null;
    return step === null ? null : { key: step.label, params: step.params };
  },
  icon,
  keys,
  menu: ['edit', 10],
  available: () => {
    if (pointsFor(direction) > 0) return true;
    const writable = whenWritable();
    if (writable !== true) return writable;
    return useSession.getState().file?.[direction] ? true : { key: `ui.reason.nothing-to-${direction}` };
  },
  run: () => {
    if (pointsFor(direction) > 0)
      useTool.getState().sketchAction({ type: direction === 'undo' ? 'remove-last' : 'restore-last' });
    else void stepHistory(direction);
  },
});

export const editCommands: readonly UiCommand[] = [
  stepping('undo', Undo2, ['Ctrl+Z']),
  stepping('redo', Redo2, ['Ctrl+Shift+Z', 'Ctrl+Y']),
  {
    id: 'edit.delete',
    group: 'edit',
    label: 'ui.delete',
    icon: Trash2,
    keys: ['Delete'],
    menu: ['edit', 30],
    contexts: { feature: 50 },
    available: () => whenSelectionWritable(),
    run: () => void deleteSelected(),
  },
];
