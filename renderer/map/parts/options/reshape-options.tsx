import { FitOptions } from './fit-options.tsx';
import { ToggleOption } from './toggle-option.tsx';
import { LineWays } from './way-choice.tsx';

export const ReshapeOptions = () => (
  <>
    <LineWays />
    <ToggleOption of="reshapeSmaller" />
    <ToggleOption of="shareBorders" />
    <FitOptions />
  </>
);
