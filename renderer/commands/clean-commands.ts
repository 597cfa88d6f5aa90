import { Magnet } from 'lucide-react';
import { useDialogs } from '../state/dialogs.ts';
import { whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

/** What mends whole layers at once. */
export const cleanCommands: readonly UiCommand[] = [
  {
    id: 'clean.snap-borders',
    group: 'edit',
    label: 'ui.snap-borders',
    icon: Magnet,
    available: whenWritable,
    run: () => useDialogs.getState().show('snap-borders'),
  },
];
