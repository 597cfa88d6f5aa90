import { useEffect } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useKeptTracks } from '../../state/kept-tracks.ts';
import { startPosition } from '../../state/position.ts';
import { usePositionWork, type PositionTab } from '../../state/position-work.ts';
import { isSaved } from '../../state/saved-tracks.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { ReceiverTab } from './receiver-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { SignalSection } from './signal-section.tsx';
import { SkyTab } from './sky-tab.tsx';
import { TrackTab } from './track-tab.tsx';
import '../parts/position/position.css';
import './position-panel.css';

/** Where one is, by which receiver, and the tracks: beside the map, which shows it. Opening it starts the service. */
export function PositionPanel() {
  const { t } = useText();
  const tab = usePositionWork((state) => state.tab);
  const tracks = useKeptTracks((state) => state.tracks);
  const saved = usePositionWork((state) => state.saved);
  // In no blueprint yet, or not all of them.
  const waiting = tracks.filter(
    ({ id, summary }) => summary.points > 0 && !isSaved(saved[id], summary),
  ).length;
  const show = usePositionWork((state) => state.show);
  useEffect(() => void startPosition(), []);
  return (
    <div className="pos-panel">
      <SignalSection />
      <Tabs<PositionTab>
        label={t('position.panel')}
        value={tab}
        onChange={(next) => show(true, next)}
        items={[
          { id: 'receiver', label: t('position.tab.receiver'), content: () => <ReceiverTab /> },
          {
            id: 'track',
            label: t('position.tab.track'),
            note: waiting === 0 ? undefined : waiting,
            content: () => <TrackTab />,
          },
          { id: 'sky', label: t('position.tab.sky'), content: () => <SkyTab /> },
          { id: 'settings', label: t('position.tab.settings'), content: () => <SettingsTab /> },
        ]}
      />
    </div>
  );
}
