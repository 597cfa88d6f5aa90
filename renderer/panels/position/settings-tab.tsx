import { TriangleAlert } from 'lucide-react';
import type { Frame, GnssSettings } from '../../../shared/gnss/settings.ts';
import { useText } from '../../i18n/use-text.ts';
import { askPosition, usePosition } from '../../state/position.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { NumberField } from '../parts/position/number-field.tsx';

type Figure = 'staleAfterS' | 'lostAfterS' | 'maxSpeedMps' | 'antennaHeightM' | 'minDistanceM' | 'minTimeS';
const FIGURES: readonly {
  readonly id: Figure;
  readonly unit: string;
  readonly limits: readonly [number, number];
}[] = [
  { id: 'antennaHeightM', unit: 'unit.m', limits: [-10, 100] },
  { id: 'staleAfterS', unit: 'position.unit.s', limits: [1, 600] },
  { id: 'lostAfterS', unit: 'position.unit.s', limits: [1, 3600] },
  { id: 'maxSpeedMps', unit: 'position.unit.mps', limits: [1, 1000] },
  { id: 'minDistanceM', unit: 'unit.m', limits: [0, 10_000] },
  { id: 'minTimeS', unit: 'position.unit.s', limits: [0, 3600] },
];
const FRAMES: readonly Frame[] = ['wgs84', 'cgcs2000'];

/** How positions are judged and recorded; kept on this computer. */
export function SettingsTab() {
  const { t, failure } = useText();
  const service = usePosition((state) => state.service);
  if (service === null) return <p className="cap pos-empty">{t('position.why.starting')}</p>;
  const { settings, raw } = service;
  const change = (patch: Partial<GnssSettings>): void =>
    void askPosition((client) => client.setSettings({ settings: { ...settings, ...patch } }));
  return (
    <div className="scroll grow">
      <section className="sec">
        <h4>{t('position.frame')}</h4>
        <div className="pos-block">
          <Segmented<Frame>
            label={t('position.frame')}
            value={settings.frame}
            choices={FRAMES.map((id) => ({ id, content: t(`position.frame.${id}`) }))}
            onChange={(frame) => change({ frame })}
          />
          <p className="cap">{t('position.frame-why')}</p>
        </div>
      </section>
      <section className="sec">
        <h4>{t('position.judged')}</h4>
        <div className="pos-settings">
          {FIGURES.map(({ id, unit, limits }) => (
            <NumberField
              key={id}
              label={t(`position.setting.${id}`)}
              unit={t(unit)}
              value={settings[id]}
              limits={limits}
              onChange={(value) => change({ [id]: value })}
            />
          ))}
        </div>
        <p className="cap">{t('position.judged-why')}</p>
      </section>
      <section className="sec">
        <h4>
          {t('position.raw')}
          <span className="r">
            <Switch
              label={t('position.raw')}
              selected={raw.on}
              onChange={(on) => void askPosition((client) => client.keepRaw({ on }))}
            />
          </span>
        </h4>
        <p className="cap">{t('position.raw-why')}</p>
        {raw.path === null ? null : <p className="cap path selectable pos-path">{raw.path}</p>}
        {raw.trouble === null ? null : (
          <p className="note" role="alert">
            <TriangleAlert className="i" />
            <span>{failure(raw.trouble)}</span>
          </p>
        )}
      </section>
    </div>
  );
}
