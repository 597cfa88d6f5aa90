import { ToggleOption } from './toggle-option.tsx';
import { RingWays } from './way-choice.tsx';

/** How a new shape is drawn, and what becomes of it where others are. */
export const DrawOptions = () => (
  <>
    <RingWays />
    <ToggleOption of="avoidOverlap" />
    <ToggleOption of="fillGaps" />
  </>
);
