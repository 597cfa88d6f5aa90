import { Crosshair, Footprints, LocateFixed, MapPinPlus, Navigation, Satellite, Target } from 'lucide-react';
import { aimHere } from '../state/aim.ts';
import { centreOnPosition } from '../state/centre-position.ts';
import { useLayout } from '../state/layout.ts';
import { usePosition, whyNoPosition } from '../state/position.ts';
import { usePositionWork } from '../state/position-work.ts';
import { useTool } from '../state/tool.ts';
import { addVertexHere } from '../state/vertex-by-position.ts';
import { pauseWalking, startWalking, useWalking } from '../state/walking.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

type Condition = ReturnType<UiCommand['available']>;

/** There is a position that may be used. */
const whenPosition = (): Condition => {
  const open = whenOpen();
  if (open !== true) return open;
  const why = whyNoPosition(usePosition.getState());
  return why === null ? true : { key: why };
};
/** ... and a shape is in hand. */
const whenDrawing = (): Condition =>
  useTool.getState().sketch.current === null ? { key: 'catalogue.reason.not-drawing' } : whenPosition();

/** Where one is: the panel, the map, the shape in hand. */
export const positionCommands: readonly UiCommand[] = [
  {
    id: 'position.panel',
    group: 'view',
    label: 'position.panel-short',
    title: 'position.panel',
    icon: Satellite,
    keys: ['Ctrl+Shift+G'],
    menu: ['view', 50],
    available: whenOpen,
    on: () => usePositionWork.getState().open,
    run: () => {
      const { open, show } = usePositionWork.getState();
      const { rightOpen, dockOpen, dockMax, change } = useLayout.getState();
      const seen = open && rightOpen && !(dockOpen && dockMax);
      if (!seen) change({ rightOpen: true, dockMax: false });
      show(!seen);
    },
  },
  {
    id: 'position.centre',
    group: 'view',
    label: 'position.centre',
    icon: Crosshair,
    keys: ['Shift+G'],
    menu: ['view', 51],
    available: whenPosition,
    run: centreOnPosition,
  },
  {
    id: 'position.follow',
    group: 'view',
    label: 'position.follow',
    icon: Navigation,
    menu: ['view', 52],
    available: whenOpen,
    on: () => usePositionWork.getState().follow,
    run: () => usePositionWork.getState().setFollow(!usePositionWork.getState().follow),
  },
  {
    id: 'position.aim',
    group: 'view',
    label: 'position.target.here',
    icon: Target,
    menu: ['view', 53],
    contexts: { map: 13 },
    available: whenOpen,
    run: aimHere,
  },
  {
    id: 'position.aim-clear',
    group: 'view',
    label: 'position.target.clear',
    icon: LocateFixed,
    menu: ['view', 54],
    available: () =>
      usePositionWork.getState().target === null ? { key: 'position.target.none' } : whenOpen(),
    run: () => usePositionWork.getState().setTarget(null),
  },
  {
    id: 'position.add-vertex',
    group: 'tool',
    label: 'position.draw.add-here',
    icon: MapPinPlus,
    keys: ['G'],
    menu: ['draw', 43],
    contexts: { sketch: 12 },
    available: whenDrawing,
    run: addVertexHere,
  },
  {
    id: 'position.walk',
    group: 'tool',
    label: 'position.walk',
    icon: Footprints,
    keys: ['W'],
    menu: ['draw', 44],
    available: () => {
      if (useWalking.getState().phase === 'on') return true;
      return useTool.getState().sketch.current?.form === 'point'
        ? { key: 'position.walk.point' }
        : whenDrawing();
    },
    on: () => useWalking.getState().phase === 'on',
    run: () => (useWalking.getState().phase === 'on' ? pauseWalking() : startWalking()),
  },
];
