import { Download, FilePlus2, FolderOpen, LogOut, Upload } from 'lucide-react';
import { useDialogs } from '../state/dialogs.ts';
import { exportLayer } from '../state/export.ts';
import { closeBlueprint, openFile } from '../state/files.ts';
import { useLayers } from '../state/layers.ts';
import { whenOpen, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

export const fileCommands: readonly UiCommand[] = [
  {
    id: 'file.new',
    group: 'file',
    label: 'ui.new-blueprint',
    icon: FilePlus2,
    available: () => true,
    run: () => useDialogs.getState().show('new-blueprint'),
  },
  {
    id: 'file.open',
    group: 'file',
    label: 'ui.open-blueprint',
    icon: FolderOpen,
    keys: ['Ctrl+O'],
    available: () => true,
    run: () => void openFile(),
  },
  {
    id: 'file.import',
    group: 'file',
    label: 'ui.import',
    icon: Upload,
    keys: ['Ctrl+I'],
    available: whenWritable,
    run: () => useDialogs.getState().show('import', useLayers.getState().active),
  },
  {
    id: 'file.export-layer',
    group: 'file',
    label: 'ui.export-layer',
    icon: Download,
    available: () =>
      useLayers.getState().active === null ? { key: 'ui.reason.no-active-layer' } : whenOpen(),
    run: () => void exportLayer(useLayers.getState().active),
  },
  {
    id: 'file.close',
    group: 'file',
    label: 'ui.close-blueprint',
    icon: LogOut,
    available: whenOpen,
    run: () => void closeBlueprint(),
  },
];
