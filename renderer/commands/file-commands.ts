import {
  Download,
  FilePlus2,
  FolderOpen,
  GitMerge,
  LogOut,
  Megaphone,
  MessageSquareText,
  Package,
  PackageCheck,
  Power,
  Upload,
} from 'lucide-react';
import { shellClient } from '../bridge/client.ts';
import { useDialogs } from '../state/dialogs.ts';
import { closeBlueprint, openFile } from '../state/files.ts';
import { chooseChanges } from '../state/merge-work.ts';
import { useLayers } from '../state/layers.ts';
import { selectedLayers, useSelection } from '../state/selection.ts';
import { whenOpen, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

export const fileCommands: readonly UiCommand[] = [
  {
    id: 'file.new',
    group: 'file',
    label: 'ui.new-blueprint',
    icon: FilePlus2,
    menu: ['file', 10],
    available: () => true,
    run: () => useDialogs.getState().show('new-blueprint'),
  },
  {
    id: 'file.open',
    group: 'file',
    label: 'ui.open-blueprint',
    icon: FolderOpen,
    keys: ['Ctrl+O'],
    menu: ['file', 11],
    available: () => true,
    run: () => void openFile(),
  },
  {
    id: 'file.import',
    group: 'file',
    label: 'ui.import',
    icon: Upload,
    keys: ['Ctrl+I'],
    menu: ['file', 20],
    contexts: { layer: 40 },
    available: whenWritable,
    run: () => useDialogs.getState().show('import', useLayers.getState().active),
  },
  {
    id: 'file.export-layer',
    group: 'file',
    label: 'ui.export-layer',
    icon: Download,
    menu: ['file', 21],
    contexts: { layer: 41 },
    keys: ['Ctrl+Shift+E'],
    available: whenOpen,
    run: () => useDialogs.getState().show('export', useLayers.getState().active),
  },
  {
    id: 'file.export-selected',
    group: 'file',
    label: 'export.selected',
    icon: Download,
    menu: ['file', 22],
    contexts: { feature: 60 },
    available: () =>
      selectedLayers(useSelection.getState().refs).length === 0
        ? { key: 'command.reason.no-selection' }
        : whenOpen(),
    run: () => useDialogs.getState().show('export-selected'),
  },
  {
    id: 'file.package',
    group: 'file',
    label: 'package.make-command',
    icon: Package,
    menu: ['file', 30],
    available: whenOpen,
    run: () => useDialogs.getState().show('package-make'),
  },
  {
    id: 'file.receive-package',
    group: 'file',
    label: 'package.receive-command',
    icon: PackageCheck,
    menu: ['file', 31],
    available: whenOpen,
    run: () => useDialogs.getState().show('package-receive'),
  },
  {
    id: 'file.merge',
    group: 'file',
    label: 'merge.command',
    icon: GitMerge,
    menu: ['file', 40],
    available: whenWritable,
    run: () => void chooseChanges(),
  },
  {
    id: 'file.notice',
    group: 'file',
    label: 'notice.command',
    icon: Megaphone,
    menu: ['file', 50],
    available: whenWritable,
    run: () => useDialogs.getState().show('notice'),
  },
  {
    id: 'file.opinions',
    group: 'file',
    label: 'notice.import-command',
    icon: MessageSquareText,
    menu: ['file', 51],
    available: whenWritable,
    run: () => useDialogs.getState().show('opinions'),
  },
  {
    id: 'file.close',
    group: 'file',
    label: 'ui.close-blueprint',
    icon: LogOut,
    menu: ['file', 80],
    available: whenOpen,
    run: () => void closeBlueprint(),
  },
  {
    id: 'file.quit',
    group: 'file',
    label: 'catalogue.quit',
    icon: Power,
    keys: ['Ctrl+Q'],
    menu: ['file', 81],
    available: () => true,
    run: () => void shellClient().window({ action: 'close' }),
  },
];
