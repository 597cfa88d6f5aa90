import { Redo2, Trash2, Undo2 } from 'lucide-react';
import { deleteSelected } from '../state/edit.ts';
import { useSession } from '../state/session.ts';
import { useTool } from '../state/tool.ts';
import { stepHistory } from '../state/undo.ts';
import { whenSelectionWritable, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

const stepping = (
  direction: 'undo' | 'redo',
  icon: UiCommand['icon'],
  keys: readonly string[],
): UiCommand => ({
  id: `edit.${direction}`,
  group: 'edit',
  label: `ui.${direction}`,
  detail: () => {
    const step = useSession.getState().file?.[direction] ?? null;
    return step === null ? null : { key: step.label, params: step.params };
  },
  icon,
  keys,
  menu: ['edit', 10],
  available: () => {
    const writable = whenWritable();
    if (writable !== true) return writable;
    return useSession.getState().file?.[direction] ? true : { key: `ui.reason.nothing-to-${direction}` };
  },
  run: () => {
    // While a shape is being drawn its points come first: losing one is taken back before the last saved step.
    const { sketch, sketchAction } = useTool.getState();
    const points = direction === 'undo' ? sketch.current?.points : sketch.current?.undone;
    if (points && points.length > 0) {
      sketchAction({ type: direction === 'undo' ? 'remove-last' : 'restore-last' });
    } else {
      void stepHistory(direction);
    }
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
