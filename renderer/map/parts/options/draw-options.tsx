import { FitOptions } from './fit-options.tsx';
import { RingWays } from './way-choice.tsx';

/** How a new shape is drawn, and what becomes of it where others are. */
export const DrawOptions = () => (
  <>
    <RingWays />
    <FitOptions />
  </>
);
