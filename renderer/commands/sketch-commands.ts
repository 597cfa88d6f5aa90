import { Archive, Check, Delete } from 'lucide-react';
import { canFinish } from '../../shared/map/sketch.ts';
import { useTool } from '../state/tool.ts';
import type { UiCommand } from './types.ts';

const sketch = () => useTool.getState().sketch.current;
const whenDrawing = () => (sketch() === null ? ({ key: 'catalogue.reason.not-drawing' } as const) : true);

/** What can be done with the shape being drawn. Enter, Backspace and Esc do the same; these keys are fixed. */
export const sketchCommands: readonly UiCommand[] = [
  {
    id: 'sketch.finish',
    group: 'tool',
    label: 'ui.draw.finish',
    title: 'catalogue.sketch-finish',
    icon: Check,
    menu: ['draw', 40],
    contexts: { sketch: 10 },
    available: () => {
      const current = sketch();
      if (current === null) return { key: 'catalogue.reason.not-drawing' };
      return canFinish(current) ? true : { key: 'catalogue.reason.too-few-points' };
    },
    run: () => useTool.getState().askFinish(),
  },
  {
    id: 'sketch.remove-last',
    group: 'tool',
    label: 'ui.draw.remove-last',
    title: 'catalogue.sketch-remove-last',
    icon: Delete,
    menu: ['draw', 41],
    contexts: { sketch: 11 },
    available: whenDrawing,
    run: () => useTool.getState().sketchAction({ type: 'remove-last' }),
  },
  {
    id: 'sketch.shelve',
    group: 'tool',
    label: 'ui.draw.set-aside',
    title: 'catalogue.sketch-shelve',
    icon: Archive,
    menu: ['draw', 42],
    contexts: { sketch: 20 },
    available: whenDrawing,
    run: () => useTool.getState().sketchAction({ type: 'shelve' }),
  },
];
