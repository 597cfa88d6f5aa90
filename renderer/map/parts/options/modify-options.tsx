import { FitOptions } from './fit-options.tsx';
import { ToggleOption } from './toggle-option.tsx';

export const ModifyOptions = () => (
  <>
    <ToggleOption of="shareBorders" />
    <FitOptions />
  </>
);
