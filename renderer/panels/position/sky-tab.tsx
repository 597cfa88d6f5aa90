import { useText } from '../../i18n/use-text.ts';
import { usePosition } from '../../state/position.ts';
import { bySystem } from '../../../shared/gnss/sky-view.ts';
import { noFaults, type Faults } from '../../../shared/gnss/types.ts';
import { SkyPlot } from './sky-plot.tsx';
import { SystemBars } from './system-bars.tsx';

/** Counts that say how the reading goes; the others are told only where there are any. */
const ALWAYS: readonly (keyof Faults)[] = ['sentences', 'epochs', 'noFix', 'badChecksum'];
const FAULTS = Object.keys(noFaults()) as (keyof Faults)[];

/** The satellites over the place, how strongly each is heard, and what was wrong with what was read. */
export function SkyTab() {
  const { t } = useText();
  const service = usePosition((state) => state.service);
  const satellites = service?.satellites ?? [];
  const counters = service?.counters ?? { faults: noFaults(), jumps: { aside: 0, dropped: 0, confirmed: 0 } };
  const { faults, jumps } = counters;
  const shown = FAULTS.filter((id) => id !== 'bytes' && (ALWAYS.includes(id) || faults[id] > 0));
  return (
    <div className="scroll grow">
      <section className="sec">
        <h4>
          {t('position.sky')}
          <span className="r">
            {t('position.sky.count', {
              n: satellites.length,
              used: satellites.filter(({ used }) => used).length,
            })}
          </span>
        </h4>
        {satellites.length === 0 ? (
          <p className="cap">{t('position.sky.none')}</p>
        ) : (
          <>
            <SkyPlot satellites={satellites} />
            <SystemBars systems={bySystem(satellites)} />
          </>
        )}
      </section>
      <section className="sec">
        <h4>{t('position.counters')}</h4>
        <dl className="pos-facts pos-counts">
          {shown.map((id) => (
            <Count key={id} name={t(`position.fault.${id}`)} n={faults[id]} />
          ))}
          <Count name={t('position.jumps.aside')} n={jumps.aside} />
          <Count name={t('position.jumps.dropped')} n={jumps.dropped} />
          <Count name={t('position.jumps.confirmed')} n={jumps.confirmed} />
        </dl>
        <p className="cap">{t('position.counters-why')}</p>
      </section>
    </div>
  );
}

const Count = ({ name, n }: { readonly name: string; readonly n: number }) => (
  <>
    <dt>{name}</dt>
    <dd className="n">{n}</dd>
  </>
);
