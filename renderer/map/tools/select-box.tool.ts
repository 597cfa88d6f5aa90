import { boxRubber } from '../behaviors/rubber.behavior.ts';
import { selectAreaTool } from './select-area.ts';

/** Selects what lies in a box, or is touched by it. */
export const selectBoxTool = selectAreaTool('select-box', boxRubber);
