import { Mic, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { MOST_CAPTURED } from '../../../../shared/bridge/evidence-contract.ts';
import type { RecordRef } from '../../../../shared/model/record.ts';
import { useText } from '../../../i18n/use-text.ts';
import { captureEvidence } from '../../../state/field-evidence.ts';
import { notifyFailure } from '../../../state/notices.ts';
import { durationText, useNow } from '../use-clock.ts';
import { BigButton } from './big-button.tsx';
import { fileStamp } from './file-stamp.ts';

const TYPE = 'audio/webm;codecs=opus';
/** Speech needs no more. */
const BITS_PER_SECOND = 32_000;
/** Bytes come this often, ms: what is recorded is counted before it is too much. */
const EVERY_MS = 1000;

/** Records speech. The microphone is asked for by the press and let go when it ends; the note is then kept at once. */
export function VoiceNote({ about }: { readonly about: readonly RecordRef[] }) {
  const { t } = useText();
  const [since, setSince] = useState<number | null>(null);
  const recorder = useRef<MediaRecorder | null>(null);
  // What is recorded while the panel is left is kept all the same.
  useEffect(() => () => recorder.current?.stop(), []);

  const begin = async (): Promise<void> => {
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return notifyFailure({ code: 'field.no-microphone' });
    }
    const parts: Blob[] = [];
    let size = 0;
    const made = new MediaRecorder(stream, { mimeType: TYPE, audioBitsPerSecond: BITS_PER_SECOND });
    const name = `${t('field.voice-name', { time: fileStamp(new Date()) })}.weba`;
    made.addEventListener('dataavailable', ({ data }) => {
      parts.push(data);
      size += data.size;
      if (size > 0.9 * MOST_CAPTURED && made.state === 'recording') made.stop();
    });
    made.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      recorder.current = null;
      setSince(null);
      void captureEvidence(name, new Blob(parts, { type: TYPE }), about);
    });
    recorder.current = made;
    made.start(EVERY_MS);
    setSince(Date.now());
  };
  return (
    <section className="fq" aria-label={t('field.voice')}>
      {since === null ? (
        <BigButton icon={Mic} onPress={() => void begin()}>
          {t('field.record-voice')}
        </BigButton>
      ) : (
        <BigButton icon={Square} primary onPress={() => recorder.current?.stop()}>
          {t('field.stop-voice')} <Elapsed since={since} />
        </BigButton>
      )}
    </section>
  );
}

const Elapsed = ({ since }: { readonly since: number }) => <span>{durationText(useNow(500) - since)}</span>;
