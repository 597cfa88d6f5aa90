import { BatteryCharging, BatteryLow, BatteryMedium, ChevronLeft, Globe, WifiOff } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { useBackgrounds } from '../../state/backgrounds.ts';
import { leaveField } from '../../state/field-mode.ts';
import { isDone, useFieldWork } from '../../state/field-work.ts';
import { useSession } from '../../state/session.ts';
import { BigButton } from './parts/big-button.tsx';
import { SignalMark } from './parts/signal-mark.tsx';
import { useBattery } from './use-battery.ts';
import { clockText, useNow } from './use-clock.ts';
import './field-mode.css';

/** What one is on and how far, and what the device has: network, position, battery, time. */
export function FieldTop() {
  const { t } = useText();
  const blueprint = useSession((state) => state.blueprint);
  const tasks = useFieldWork((state) => state.tasks);
  const online = useBackgrounds((state) => state.servers.some(({ on }) => on));
  const name = blueprint?.field?.name ?? blueprint?.name ?? '';
  const done = tasks?.filter(isDone).length ?? 0;
  return (
    <header className="field-top">
      <BigButton icon={ChevronLeft} onPress={leaveField}>
        {t('field.leave')}
      </BigButton>
      <span className="sep" />
      <b className="el name">{name}</b>
      {blueprint === null ? null : (
        <span className="fclass">{t(`classification.${blueprint.classification}`)}</span>
      )}
      {tasks === null || tasks.length === 0 ? null : (
        <span className="count">{t('field.verified', { done, all: tasks.length })}</span>
      )}
      <span className="grow" />
      <span className={online ? 'fstate alert' : 'fstate'}>
        {online ? <Globe className="i" /> : <WifiOff className="i" />}
        {t(online ? 'field.online' : 'field.offline')}
      </span>
      <SignalMark />
      <Battery />
      <Clock />
    </header>
  );
}

function Battery() {
  const { t } = useText();
  const battery = useBattery();
  if (battery === null) return null;
  const percent = Math.round(100 * battery.level);
  const low = percent <= 20 && !battery.charging;
  const Icon = battery.charging ? BatteryCharging : low ? BatteryLow : BatteryMedium;
  return (
    <span className={low ? 'fstate alert' : 'fstate'} aria-label={t('field.battery', { n: percent })}>
      <Icon className="i" />
      {`${percent}%`}
    </span>
  );
}

const Clock = () => <b className="clock">{clockText(useNow(5000))}</b>;
