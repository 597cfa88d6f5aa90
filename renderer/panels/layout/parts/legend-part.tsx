import { AREA_UNITS } from '../../../../shared/print/layout/layout-schema.ts';
import { sheetLayers } from '../../../../shared/print/compose-sheet.ts';
import { mapOf } from '../../../../shared/print/layout/edit-layout.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { currentLayout, useSheets } from '../../../state/sheets.ts';
import { Select } from '../../../ui/select.tsx';
import { SizeField, Tick } from './common.tsx';
import { DraftNumber, DraftText } from './drafts.tsx';
import type { PartProps } from './part-props.ts';

const NONE = 'none';

/** What the legend explains, how, and whether with areas. */
export function LegendPart({ item, locked, change }: PartProps<'legend'>) {
  const { t, language } = useText();
  const layers = useLayers((state) => state.layers) ?? [];
  const layout = useSheets(currentLayout);
  const map = layout === null ? undefined : mapOf(layout);
  const drawn = map === undefined ? [] : sheetLayers(map, layers).toReversed();
  return (
    <>
      <DraftText
        label={t('print.title')}
        value={item.title}
        disabled={locked}
        onKeep={(title) => change({ title })}
      />
      <SizeField size={item.size} locked={locked} onKeep={(size) => change({ size })} />
      <DraftNumber
        label={t('print.legend.columns')}
        value={item.columns}
        limits={[1, 8]}
        decimals={0}
        mayBeEmpty
        placeholder={t('print.auto')}
        disabled={locked}
        onKeep={(columns) => change({ columns })}
      />
      <Select
        label={t('print.legend.areas')}
        value={item.areas ?? NONE}
        disabled={locked}
        choices={[
          { id: NONE, label: t('print.legend.areas.none') },
          ...AREA_UNITS.map((unit) => ({ id: unit, label: t(`unit.${unit}`) })),
        ]}
        onChange={(unit) => change({ areas: AREA_UNITS.find((one) => one === unit) ?? null })}
      />
      <Tick
        label={t('print.frame')}
        selected={item.frame}
        locked={locked}
        onChange={(frame) => change({ frame })}
      />
      <fieldset className="sheet-set">
        <legend>{t('print.legend.layers')}</legend>
        {drawn.map(({ schema }) => (
          <Tick
            key={schema.id}
            label={schema.name[language]}
            selected={!item.without.includes(schema.id)}
            locked={locked}
            onChange={(shown) =>
              change({
                without: shown ? item.without.filter((id) => id !== schema.id) : [...item.without, schema.id],
              })
            }
          />
        ))}
      </fieldset>
    </>
  );
}
