import type { GridOptions } from '../../../../shared/print/layout/layout-schema.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Select } from '../../../ui/select.tsx';
import { Tick } from './common.tsx';
import { DraftNumber } from './drafts.tsx';

const KINDS = ['none', 'ticks', 'crosses', 'lines'] as const;

/** Coordinates on a map: grid lines, figures along the frame, degrees at its corners. */
export function GridPart({
  grid,
  locked,
  onChange,
}: {
  readonly grid: GridOptions;
  readonly locked: boolean;
  readonly onChange: (grid: GridOptions) => void;
}) {
  const { t } = useText();
  const change = (patch: Partial<GridOptions>): void => onChange({ ...grid, ...patch });
  return (
    <fieldset className="sheet-set">
      <legend>{t('print.grid')}</legend>
      <Select
        label={t('print.grid.kind')}
        value={grid.kind}
        disabled={locked}
        choices={KINDS.map((id) => ({ id, label: t(`print.grid.${id}`) }))}
        onChange={(kind) => change({ kind: KINDS.find((one) => one === kind) ?? grid.kind })}
      />
      <DraftNumber
        label={t('print.grid.interval')}
        value={grid.interval}
        unit={t('unit.m')}
        limits={[1, 1_000_000]}
        decimals={0}
        mayBeEmpty
        placeholder={t('print.auto')}
        disabled={locked}
        onKeep={(interval) => change({ interval })}
      />
      <Tick
        label={t('print.grid.figures')}
        selected={grid.figures}
        locked={locked}
        onChange={(figures) => change({ figures })}
      />
      <Tick
        label={t('print.grid.corners')}
        selected={grid.corners}
        locked={locked}
        onChange={(corners) => change({ corners })}
      />
    </fieldset>
  );
}
