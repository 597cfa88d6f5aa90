import { ToggleOption } from './toggle-option.tsx';

/** What becomes of new shapes where others of their layer are: the same two switches for all that makes shapes. */
export const FitOptions = () => (
  <>
    <ToggleOption of="avoidOverlap" />
    <ToggleOption of="fillGaps" />
  </>
);
