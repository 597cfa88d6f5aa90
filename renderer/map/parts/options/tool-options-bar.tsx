import type { ComponentType } from 'react';
import { useTool, type ToolId } from '../../../state/tool.ts';
import { CutByOptions } from './cut-by-options.tsx';
import { DrawOptions } from './draw-options.tsx';
import { FillHoleOptions } from './fill-hole-options.tsx';
import { MeasureOptions } from './measure-options.tsx';
import { ModifyOptions } from './modify-options.tsx';
import { ReshapeOptions } from './reshape-options.tsx';
import { SplitAreaOptions } from './split-area-options.tsx';
import { TransformOptions } from './transform-options.tsx';
import { LineWays, RingWays } from './way-choice.tsx';

/** What each tool can be set to. To add one: its file, its line here. */
const OPTIONS: Partial<Record<ToolId, ComponentType>> = {
  'draw-polygon': DrawOptions,
  'draw-line': LineWays,
  'draw-hole': RingWays,
  'draw-part': DrawOptions,
  'fill-hole': FillHoleOptions,
  modify: ModifyOptions,
  move: TransformOptions,
  rotate: TransformOptions,
  scale: TransformOptions,
  reshape: ReshapeOptions,
  split: LineWays,
  'split-ring': RingWays,
  'split-area': SplitAreaOptions,
  erase: RingWays,
  clip: RingWays,
  'cut-by': CutByOptions,
  'measure-length': MeasureOptions,
  'measure-area': MeasureOptions,
};

/** The settings of the tool in hand, under its hint. */
export function ToolOptionsBar() {
  const tool = useTool((state) => state.tool);
  const Options = OPTIONS[tool];
  return Options ? (
    <div className="map-float map-options" role="group">
      <Options />
    </div>
  ) : null;
}
