import { skyPlace } from '../../../shared/gnss/sky-view.ts';
import type { Satellite } from '../../../shared/gnss/types.ts';
import { useText } from '../../i18n/use-text.ts';

const R = 100;
const RINGS = [0, 30, 60];

/** The sky from below: filled is used for the position, hollow is not; the letter says the system. */
export function SkyPlot({ satellites }: { readonly satellites: readonly Satellite[] }) {
  const { t } = useText();
  return (
    <svg className="sky-plot" viewBox="-122 -122 244 244" role="img" aria-label={t('position.sky')}>
      {RINGS.map((elevation) => (
        <circle key={elevation} r={R * (1 - elevation / 90)} className="ring" />
      ))}
      <path className="ring" d={`M0 ${-R}V${R}M${-R} 0H${R}`} />
      {(['n', 'e', 's', 'w'] as const).map((side, i) => (
        <text key={side} x={[0, R + 11, 0, -R - 11][i]} y={[-R - 11, 0, R + 11, 0][i]} className="side">
          {t(`position.side.${side}`)}
        </text>
      ))}
      {satellites.map((one) => {
        const place = skyPlace(one);
        if (place === null) return null;
        const name = `${t(`position.system.${one.constellation}.letter`)}${one.id}`;
        return (
          <g
            key={`${one.constellation} ${one.id}`}
            transform={`translate(${(R * place[0]).toFixed(1)} ${(R * place[1]).toFixed(1)})`}
            className={one.used ? `sat used ${one.constellation}` : `sat ${one.constellation}`}
          >
            <title>
              {t('position.sky.one', {
                name,
                el: one.elevation ?? 0,
                az: one.azimuth ?? 0,
                snr: one.snr ?? '—',
              })}
            </title>
            <circle r="10" />
            <text>{name}</text>
          </g>
        );
      })}
    </svg>
  );
}
