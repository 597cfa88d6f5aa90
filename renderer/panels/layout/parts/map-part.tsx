import { Locate, Maximize } from 'lucide-react';
import { SCALE_LIMITS } from '../../../../shared/print/layout/layout-schema.ts';
import { roundedScale } from '../../../../shared/map/scale.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { useSheetPreview } from '../../../state/sheet-preview.ts';
import { useView } from '../../../state/view.ts';
import { Button } from '../../../ui/button.tsx';
import { Tick } from './common.tsx';
import { DraftNumber } from './drafts.tsx';
import { GridPart } from './grid-part.tsx';
import type { PartProps } from './part-props.ts';

/** Nine decimals: the grid of stored coordinates. */
const DEGREE_DECIMALS = 9;

/** Scale and middle of the map in exact numbers, its layers, and its grid. */
export function MapPart({ item, locked, change }: PartProps<'map'>) {
  const { t, language } = useText();
  const answer = useSheetPreview((state) => state.answer);
  const layers = useLayers((state) => state.layers) ?? [];
  const drawable = layers
    .filter(({ schema }) => schema.geometry !== null)
    .toSorted((a, b) => b.order - a.order);
  const named = item.layers ?? layers.filter(({ visible }) => visible).map(({ schema }) => schema.id);
  const [lon, lat] = answer?.centre ?? [0, 0];
  const centre = item.centre ?? { lon, lat };
  const asOnMap = (): void => {
    const { centre: at, scale } = useView.getState();
    change({ centre: { lon: at[0], lat: at[1] }, scale: Math.round(roundedScale(scale)) });
  };
  const put = (patch: Partial<typeof centre>): void => change({ centre: { ...centre, ...patch } });
  const toggled = (list: readonly string[], id: string, on: boolean): string[] =>
    on ? [...list, id] : list.filter((one) => one !== id);
  return (
    <>
      <DraftNumber
        label={t('print.map.scale')}
        value={item.scale ?? answer?.scale ?? null}
        limits={SCALE_LIMITS}
        decimals={0}
        disabled={locked}
        onKeep={(scale) => change({ scale })}
      />
      <div className="sheet-pair">
        <DraftNumber
          label={t('print.map.lon')}
          value={item.centre === null && answer?.centre == null ? null : centre.lon}
          unit="°"
          limits={[-180, 180]}
          decimals={DEGREE_DECIMALS}
          disabled={locked}
          onKeep={(value) => value !== null && put({ lon: value })}
        />
        <DraftNumber
          label={t('print.map.lat')}
          value={item.centre === null && answer?.centre == null ? null : centre.lat}
          unit="°"
          limits={[-85, 85]}
          decimals={DEGREE_DECIMALS}
          disabled={locked}
          onKeep={(value) => value !== null && put({ lat: value })}
        />
      </div>
      {locked ? null : (
        <div className="row wrap">
          <Button kind="plain" onPress={() => change({ scale: null, centre: null })}>
            <Maximize className="i" />
            {t('print.map.fit')}
          </Button>
          <Button kind="plain" onPress={asOnMap}>
            <Locate className="i" />
            {t('print.map.as-shown')}
          </Button>
        </div>
      )}
      <Tick
        label={t('print.map.labels')}
        selected={item.labels}
        locked={locked}
        onChange={(labels) => change({ labels })}
      />
      <Tick
        label={t('print.map.veil')}
        selected={item.veil}
        locked={locked}
        onChange={(veil) => change({ veil })}
      />
      <GridPart grid={item.grid} locked={locked} onChange={(grid) => change({ grid })} />
      <fieldset className="sheet-set">
        <legend>{t('print.map.layers')}</legend>
        <Tick
          label={t('print.map.layers.as-shown')}
          selected={item.layers === null}
          locked={locked}
          onChange={(as) => change({ layers: as ? null : [...named] })}
        />
        {drawable.map(({ schema }) => (
          <div key={schema.id} className="sheet-layer">
            <Tick
              label={schema.name[language]}
              selected={named.includes(schema.id)}
              locked={locked || item.layers === null}
              onChange={(on) => change({ layers: toggled(named, schema.id, on) })}
            />
            {named.includes(schema.id) ? (
              <Tick
                label={t('print.map.pale')}
                selected={item.pale.includes(schema.id)}
                locked={locked}
                onChange={(on) => change({ pale: toggled(item.pale, schema.id, on) })}
              />
            ) : null}
          </div>
        ))}
      </fieldset>
    </>
  );
}
