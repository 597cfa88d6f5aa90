import { Route, Save, TriangleAlert, Undo2 } from 'lucide-react';
import { formatTime } from '../../../shared/i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { historyText } from '../../i18n/history-text.ts';
import { usePosition } from '../../state/position.ts';
import { useSession } from '../../state/session.ts';
import { stepHistory } from '../../state/undo.ts';
import { BigButton } from './parts/big-button.tsx';
import { durationText } from './use-clock.ts';
import { distanceText } from './words.ts';

/** The track that runs, and that what was noted is in the file. */
export function FieldBottom() {
  const { t, language, failure } = useText();
  const track = usePosition((state) => state.service?.track ?? null);
  const file = useSession((state) => state.file);
  const phase = track?.summary.phase ?? 'idle';
  const savedAt = file?.savedAt ?? null;
  return (
    <footer className="field-bottom" aria-label={t('ui.status')}>
      <span className={`ftrack ${phase}`} data-track={phase}>
        <Route className="i" />
        {t(`field.track.${phase}`)}
      </span>
      {track === null ? null : (
        <>
          <span>{distanceText(t, track.summary.distanceM)}</span>
          <span>{durationText(track.summary.movingMs)}</span>
        </>
      )}
      {track === null || track.trouble === null ? null : (
        <span className="ftrouble" role="alert">
          <TriangleAlert className="i" />
          {failure(track.trouble)}
        </span>
      )}
      <span className="grow" />
      {file?.undo == null ? null : (
        <BigButton
          icon={Undo2}
          label={t('field.undo', { step: historyText(language, file.undo.label, file.undo.params) })}
          onPress={() => void stepHistory('undo')}
        >
          {t('ui.undo')}
        </BigButton>
      )}
      <span className="fsaved" data-testid="field-saved">
        <Save className="i" />
        {savedAt === null
          ? t('field.nothing-saved')
          : t('field.saved', { time: formatTime(savedAt).slice(11) })}
      </span>
    </footer>
  );
}
