import { lassoRubber } from '../behaviors/rubber.behavior.ts';
import { selectAreaTool } from './select-area.ts';

/** Selects what lies in a line drawn around it. */
export const selectLassoTool = selectAreaTool('select-lasso', lassoRubber);
