import type { SystemView } from '../../../shared/gnss/sky-view.ts';
import { useText } from '../../i18n/use-text.ts';

/** Strength of a signal that fills a bar, dB-Hz. */
const FULL = 55;

/** How strongly each satellite is heard, by system; filled where it is used, dashed where it is not tracked. */
export function SystemBars({ systems }: { readonly systems: readonly SystemView[] }) {
  const { t } = useText();
  return (
    <div className="sys-bars">
      {systems.map(({ system, satellites, used }) => (
        <div key={system} role="group" aria-label={t(`position.system.${system}`)}>
          <div className="row">
            <b className={`sys ${system}`}>{t(`position.system.${system}`)}</b>
            <span className="cap grow">{t('position.sky.of', { used, n: satellites.length })}</span>
          </div>
          <div className="bars">
            {satellites.map(({ id, snr, used: isUsed }) => (
              <span key={id} className="one">
                <span className="snr">{snr ?? ''}</span>
                <i
                  className={`${snr === null ? 'none' : isUsed ? 'used' : ''} ${system}`}
                  style={{ height: `${Math.max(2, (44 * Math.min(FULL, snr ?? 8)) / FULL)}px` }}
                />
                <span className="id">{id}</span>
              </span>
            ))}
          </div>
        </div>
      ))}
      <p className="cap">{t('position.sky.legend')}</p>
    </div>
  );
}
