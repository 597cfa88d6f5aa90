import { endLine, endSketch, stepBack, takePoint, takeStroke } from '../../state/field-hand.ts';
import { useTool } from '../../state/tool.ts';
import { freehandTrail } from '../behaviors/freehand.behavior.ts';
import type { Desk, MapTool } from './tool.ts';

/** A pull this short, in pixels, is a tap. */
const TAP_PIXELS = 6;

/** Draws by hand on the map for a task: pulling draws a line in one go, taps set the points of a straight one. */
export function fieldSketchTool({ map }: Desk): MapTool {
  const trail = freehandTrail(map);
  let from: { readonly x: number; readonly y: number } | null = null;
  return {
    id: 'field-sketch',
    cursor: 'crosshair',
    // Whoever puts the hand down, saves or turns to another page has drawn the line all the same.
    stop: () => {
      useTool.setState({ path: null });
      endLine();
    },
    down: (at) => {
      from = at;
      trail.begin(at);
      return true;
    },
    drag: (at) => trail.follow(at),
    leave: () => {
      from = null;
      useTool.setState({ path: null });
    },
    up: (at) => {
      const points = trail.end(at);
      const pulled = from !== null && Math.hypot(at.x - from.x, at.y - from.y) > TAP_PIXELS;
      from = null;
      // A closed loop ends where it began and is a line all the same.
      if (!pulled && points.length < 3) return takePoint(at.lonLat);
      endLine();
      takeStroke(points);
    },
    doubleClick: () => endLine(),
    key: (combination) => {
      if (combination === 'Enter') endLine();
      else if (combination === 'Backspace') stepBack();
      else if (combination === 'Esc') endSketch();
      else return false;
      return true;
    },
  };
}
