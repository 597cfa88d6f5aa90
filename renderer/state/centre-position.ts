import { useCamera } from './camera.ts';
import { notify } from './notices.ts';
import { positionNow, usePosition, whyNoPosition } from './position.ts';

/** Puts the position of now into the middle of the map; where there is none, says why. */
export function centreOnPosition(): void {
  const state = usePosition.getState();
  const now = positionNow(state);
  if (now !== null) useCamera.getState().goTo([now.fix.lon, now.fix.lat], null);
  else notify('info', whyNoPosition(state) ?? 'position.why.off');
}
