import type { ComponentType } from 'react';
import { PlotTextOptions } from './plot-text.tsx';

/** Options of one format alone: its own part of the dialog. The values go to the format as they are. */
export interface OwnOptionsProps {
  readonly value: Readonly<Record<string, unknown>>;
  /** The layer, where one alone goes out. */
  readonly layer: string | null;
  readonly onChange: (value: Readonly<Record<string, unknown>>) => void;
}

/** By format id. A format that is not here has none. */
export const OWN_OPTIONS: Readonly<Record<string, ComponentType<OwnOptionsProps> | undefined>> = {
  'plot-text': PlotTextOptions,
};
