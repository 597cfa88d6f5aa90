import { Mic, RotateCcw, Square, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import type { RecordRef } from '../../../../shared/model/record.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useSession } from '../../../state/session.ts';
import { beginVoice, dropVoice, endVoice, keepVoiceAgain, useVoice } from '../../../state/voice-note.ts';
import { durationText, useNow } from '../use-clock.ts';
import { BigButton } from './big-button.tsx';
import { fileStamp } from './file-stamp.ts';

/** Records speech. The microphone is asked for by the press and let go when it ends; the note is then kept at once. */
export function VoiceNote({ about }: { readonly about: readonly RecordRef[] }) {
  const { t } = useText();
  const { phase, since } = useVoice();
  // What is recorded while the panel is left is kept all the same.
  useEffect(() => endVoice, []);
  const begin = (): void =>
    void beginVoice(`${t('field.voice-name', { time: fileStamp(new Date()) })}.weba`, about);
  return (
    <section className="fq" aria-label={t('field.voice')}>
      {since === null ? (
        <BigButton
          icon={Mic}
          onPress={begin}
          {...(phase === 'starting' ? { reason: t('field.voice-starting') } : {})}
        >
          {t('field.record-voice')}
        </BigButton>
      ) : (
        <BigButton icon={Square} primary onPress={endVoice}>
          {t('field.stop-voice')} <Elapsed since={since} />
        </BigButton>
      )}
      <Unkept />
    </section>
  );
}

/** Recordings of this blueprint that could not be kept yet. */
function Unkept() {
  const { t } = useText();
  const unkept = useVoice((state) => state.unkept);
  const path = useSession((state) => state.blueprint?.path);
  return unkept
    .filter(({ blueprint }) => blueprint === path)
    .map((capture) => (
      <div key={capture.name} role="group" aria-label={capture.name}>
        <p className="help bad">{t('field.voice-unkept', { name: capture.name })}</p>
        <div className="fpair">
          <BigButton icon={RotateCcw} onPress={() => void keepVoiceAgain(capture)}>
            {t('field.voice-again')}
          </BigButton>
          <BigButton icon={Trash2} onPress={() => dropVoice(capture)}>
            {t('field.voice-drop')}
          </BigButton>
        </div>
      </div>
    ));
}

const Elapsed = ({ since }: { readonly since: number }) => <span>{durationText(useNow(500) - since)}</span>;
