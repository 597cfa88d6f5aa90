import type { ToolId } from '../../state/tool.ts';

/** A key and the text key of what it does. */
export type HintStep = readonly [keys: string, word: string];

const DRAWING: readonly HintStep[] = [
  ['Enter', 'map.draw.finish'],
  ['Backspace', 'map.draw.last'],
  ['Alt', 'map.draw.suspend'],
  ['Esc', 'map.draw.back'],
];
const BACK: HintStep = ['Esc', 'map.draw.back'];
const SUSPEND: HintStep = ['Alt', 'map.draw.suspend'];
const CHANGING: readonly HintStep[] = [SUSPEND, BACK];
const SELECTING: readonly HintStep[] = [['Shift', 'map.select.add'], ['Ctrl', 'map.select.remove'], BACK];

/** The keys that help with each tool, as its hint names them. */
export const TOOL_HINTS: Readonly<Record<Exclude<ToolId, 'select'>, readonly HintStep[]>> = {
  'select-box': SELECTING,
  'select-lasso': SELECTING,
  'draw-polygon': DRAWING,
  'draw-line': DRAWING,
  'draw-point': [SUSPEND, BACK],
  'draw-hole': DRAWING,
  'draw-part': DRAWING,
  'fill-hole': [BACK],
  modify: [
    ['Shift', 'map.modify.several'],
    ['Delete', 'map.modify.delete'],
    ['Ctrl', 'map.modify.separate'],
    ...CHANGING,
  ],
  move: CHANGING,
  rotate: CHANGING,
  scale: CHANGING,
  reshape: DRAWING,
  split: DRAWING,
  'split-ring': DRAWING,
  'split-area': [['Enter', 'map.draw.finish'], BACK],
  erase: DRAWING,
  clip: DRAWING,
  'cut-by': [['Enter', 'map.draw.finish'], BACK],
  'merge-redraw': DRAWING,
  'measure-length': DRAWING,
  'measure-area': DRAWING,
  'field-tap': [BACK],
  'photo-place': [BACK],
  'field-sketch': [['Enter', 'map.draw.finish'], ['Backspace', 'map.draw.last'], BACK],
};
