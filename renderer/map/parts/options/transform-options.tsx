import { useState } from 'react';
import { metresPerDegree } from '../../../../shared/geometry/local-frame.ts';
import type { Transform } from '../../../../shared/geometry/affine.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useTool } from '../../../state/tool.ts';
import { Button } from '../../../ui/button.tsx';
import { applyTransform, middleOfSubjects, pivotNow, type TransformKind } from '../../tools/transform.ts';
import { NumberOption } from './number-option.tsx';
import { FitOptions } from './fit-options.tsx';
import { ToggleOption } from './toggle-option.tsx';

interface Figures {
  readonly east: number;
  readonly north: number;
  readonly angle: number;
  readonly factor: number;
}
const NONE: Figures = { east: 0, north: 0, angle: 0, factor: 1 };

/** What typed figures ask for; null when they change nothing, or there is nothing to change. */
function typed(kind: TransformKind, { east, north, angle, factor }: Figures): Transform | null {
  const middle = middleOfSubjects();
  const about = pivotNow();
  if (!middle || !about) return null;
  if (kind === 'rotate') return angle === 0 ? null : { kind, angleDeg: angle, about };
  if (kind === 'scale') return factor === 1 ? null : { kind, factorX: factor, factorY: factor, about };
  const { lon, lat } = metresPerDegree(middle[1]);
  return east === 0 && north === 0 ? null : { kind, by: [east / lon, north / lat] };
}

/** What a drag comes to, in the figures that can be typed instead. */
function dragged(transform: Transform | null): Figures | null {
  if (!transform) return null;
  if (transform.kind === 'rotate') return { ...NONE, angle: transform.angleDeg };
  if (transform.kind === 'scale') return { ...NONE, factor: transform.factorX };
  const { lon, lat } = metresPerDegree(middleOfSubjects()?.[1] ?? 0);
  return { ...NONE, east: transform.by[0] * lon, north: transform.by[1] * lat };
}

/** The figures of a move, turn or change of size: read while dragging, or typed and applied. */
export function TransformOptions() {
  const { t } = useText();
  const kind = useTool((state) => state.tool) as TransformKind;
  const transform = useTool((state) => state.transform);
  const [figures, setFigures] = useState(NONE);
  const shown = dragged(transform) ?? figures;
  const field = (name: keyof Figures, unit: string, decimals = 2) => (
    <NumberOption
      key={name}
      label={t(`map.option.transform.${name}`)}
      unit={unit}
      decimals={decimals}
      value={shown[name]}
      onCommit={(value) => {
        if (value === null || (name === 'factor' && (value <= 0 || value > 1000))) return false;
        setFigures({ ...figures, [name]: value });
        return true;
      }}
    />
  );
  const apply = (): void => {
    const wanted = typed(kind, figures);
    if (wanted) void applyTransform(wanted).then((done) => (done ? setFigures(NONE) : undefined));
  };
  return (
    <>
      {kind === 'move' ? [field('east', t('unit.m')), field('north', t('unit.m'))] : null}
      {kind === 'rotate' ? field('angle', '°', 3) : null}
      {kind === 'scale' ? field('factor', '×', 4) : null}
      <Button kind="primary" onPress={apply}>
        {t('map.option.apply')}
      </Button>
      <ToggleOption of="transformCopies" />
      <ToggleOption of="transformShared" />
      <FitOptions />
    </>
  );
}
