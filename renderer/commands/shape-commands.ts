import {
  CircleDotDashed,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Merge,
  Scissors,
  Split,
  Tangent,
  WandSparkles,
} from 'lucide-react';
import { copySelected, pasteKept, useClipboard } from '../state/clipboard.ts';
import { deleteSelected, execute } from '../state/edit.ts';
import { notifyFailure } from '../state/notices.ts';
import { useOperation, type OperationId } from '../state/operation.ts';
import { useSelection } from '../state/selection.ts';
import { whenOpen, whenSelectionWritable, whenWritable } from './conditions.ts';
import { whenActiveDrawable, whenOneMulti, whenPolygons, whenSeveralOfOneLayer } from './tool-conditions.ts';
import type { UiCommand } from './types.ts';

const whenSelected = () =>
  useSelection.getState().refs.length > 0 ? whenOpen() : ({ key: 'ui.reason.nothing-selected' } as const);

const operation = (
  id: OperationId,
  icon: UiCommand['icon'],
  keys: readonly string[],
  place: number,
  available: UiCommand['available'],
): UiCommand => ({
  id: `shape.${id}`,
  group: 'edit',
  label: `ui.shape.${id}`,
  icon,
  keys,
  menu: ['draw', place],
  contexts: { feature: place + 10 },
  available,
  on: () => useOperation.getState().open === id,
  run: () => useOperation.getState().show(id),
});

/** What is done to whole selected features. */
export const shapeCommands: readonly UiCommand[] = [
  operation('merge', Merge, ['J'], 25, whenSeveralOfOneLayer),
  {
    id: 'shape.explode',
    group: 'edit',
    label: 'ui.shape.explode',
    icon: Split,
    menu: ['draw', 29],
    contexts: { feature: 39 },
    available: () => {
      const polygons = whenPolygons();
      if (polygons !== true) return polygons;
      return useSelection.getState().refs.length === 1 ? whenOneMulti() : true;
    },
    run: () => {
      void execute('split-parts', { refs: [...useSelection.getState().refs] }).then((done) => {
        if (!done.ok) notifyFailure(done.error);
      });
    },
  },
  operation('buffer', CircleDotDashed, [], 33, whenSelected),
  operation('simplify', Tangent, [], 34, whenPolygons),
  operation('smooth', WandSparkles, [], 35, whenPolygons),
  {
    id: 'edit.copy',
    group: 'edit',
    label: 'ui.edit.copy',
    icon: Copy,
    keys: ['Ctrl+C'],
    menu: ['edit', 10],
    contexts: { feature: 14 },
    available: whenSelected,
    run: () => void copySelected(),
  },
  {
    id: 'edit.cut',
    group: 'edit',
    label: 'ui.edit.cut',
    icon: Scissors,
    keys: ['Ctrl+X'],
    menu: ['edit', 11],
    available: () => whenSelectionWritable(),
    run: () => {
      void copySelected().then((copied) => {
        if (copied) void deleteSelected();
      });
    },
  },
  {
    id: 'edit.paste',
    group: 'edit',
    label: 'ui.edit.paste',
    icon: ClipboardPaste,
    keys: ['Ctrl+V'],
    menu: ['edit', 12],
    contexts: { map: 22, layer: 13 },
    available: () => {
      const writable = whenWritable();
      if (writable !== true) return writable;
      if (useClipboard.getState().kept === null) return { key: 'ui.reason.nothing-copied' };
      return whenActiveDrawable();
    },
    run: () => pasteKept(),
  },
  {
    id: 'edit.duplicate',
    group: 'edit',
    label: 'ui.edit.duplicate',
    icon: CopyPlus,
    keys: ['Ctrl+D'],
    menu: ['edit', 13],
    available: () => whenSelectionWritable(10_000),
    run: () => {
      const refs = [...useSelection.getState().refs];
      const transform = { kind: 'move', by: [0, 0] };
      void execute('transform-features', { refs, transform, shared: false, copy: true }).then((done) => {
        if (!done.ok) notifyFailure(done.error);
      });
    },
  },
];
