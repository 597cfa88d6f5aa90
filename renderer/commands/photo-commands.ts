import { Camera, FolderInput, Images } from 'lucide-react';
import { useLayout } from '../state/layout.ts';
import { chooseImport, showPhotos } from '../state/photo-import.ts';
import { usePhotos } from '../state/photos.ts';
import { whenOpen, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

/** Photographs and other evidence: their panel, their marks, bringing them in. */
export const photoCommands: readonly UiCommand[] = [
  {
    id: 'photos.panel',
    group: 'view',
    label: 'photos.panel',
    icon: Images,
    keys: ['Ctrl+Shift+P'],
    menu: ['view', 56],
    available: whenOpen,
    on: () => usePhotos.getState().open,
    run: () => {
      const { rightOpen, dockOpen, dockMax } = useLayout.getState();
      const seen = usePhotos.getState().open && rightOpen && !(dockOpen && dockMax);
      if (seen) usePhotos.getState().show(false);
      else showPhotos();
    },
  },
  {
    id: 'photos.marks',
    group: 'view',
    label: 'photos.marks',
    icon: Camera,
    menu: ['view', 57],
    available: whenOpen,
    on: () => usePhotos.getState().marks,
    run: () => usePhotos.getState().setMarks(!usePhotos.getState().marks),
  },
  {
    id: 'photos.import',
    group: 'file',
    label: 'photos.import',
    icon: FolderInput,
    menu: ['file', 23],
    available: whenWritable,
    run: () => void chooseImport(true),
  },
];
