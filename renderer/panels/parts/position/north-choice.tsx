import { useState } from 'react';
import { readFigure } from '../../../map/parts/options/number-option.tsx';
import type { North } from '../../../../shared/gnss/offset-point.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useZone } from '../../../state/coordinates.ts';
import { northOf, usePositionWork } from '../../../state/position-work.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextField } from '../../../ui/text-field.tsx';

/** The north that was chosen; null where what it needs is not known. */
export function useNorth(): North | null {
  const zone = useZone();
  const kind = usePositionWork((state) => state.north);
  const declinationDeg = usePositionWork((state) => state.declinationDeg);
  return northOf(kind, zone, declinationDeg);
}

const KINDS: readonly North['kind'][] = ['true', 'grid', 'magnetic'];

/** From which north bearings count; that of the needle needs the declination, which nobody but the user knows. */
export function NorthChoice() {
  const { t } = useText();
  const zone = useZone();
  const north = usePositionWork((state) => state.north);
  const declination = usePositionWork((state) => state.declinationDeg);
  const keep = usePositionWork((state) => state.keep);
  const [typed, setTyped] = useState<string | null>(null);
  const figure = typed === null ? declination : readFigure(typed);
  const wrong = typed !== null && typed.trim() !== '' && (figure === null || Math.abs(figure) > 180);
  return (
    <>
      <Segmented<North['kind']>
        label={t('position.north')}
        value={north}
        choices={KINDS.filter((kind) => kind !== 'grid' || zone !== null).map((id) => ({
          id,
          content: t(`position.north.${id}`),
        }))}
        onChange={(kind) => keep({ north: kind })}
      />
      {north === 'magnetic' ? (
        <TextField
          label={t('position.declination')}
          unit="°"
          numeric
          value={typed ?? (declination === null ? '' : String(declination))}
          onChange={(text) => {
            setTyped(text);
            const read = readFigure(text);
            if (read !== null && Math.abs(read) <= 180) keep({ declinationDeg: read });
            else if (text.trim() === '') keep({ declinationDeg: null });
          }}
          onCommit={() => {
            if (!wrong) setTyped(null);
          }}
          hint={t('position.declination-hint')}
          {...(wrong ? { error: t('position.declination-wrong') } : {})}
        />
      ) : null}
    </>
  );
}
