import { Aperture, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RecordRef } from '../../../../shared/model/record.ts';
import { useText } from '../../../i18n/use-text.ts';
import { captureEvidence } from '../../../state/field-evidence.ts';
import { notifyFailure } from '../../../state/notices.ts';
import { BigButton } from './big-button.tsx';
import { fileStamp } from './file-stamp.ts';

/** Fine enough for evidence, small enough for a day of it. */
const QUALITY = 0.92;

/** Whether the device has a camera. That it is there is told without permission; what it sees is not. */
export function useCamera(): boolean {
  const [there, setThere] = useState(false);
  useEffect(() => {
    let ended = false;
    const look = (): void => {
      void navigator.mediaDevices.enumerateDevices().then(
        (devices) => {
          if (!ended) setThere(devices.some(({ kind }) => kind === 'videoinput'));
        },
        () => {},
      );
    };
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => {
      ended = true;
      navigator.mediaDevices.removeEventListener('devicechange', look);
    };
  }, []);
  return there;
}

const end = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());

/** What the camera sees, and the press that takes it. Asked for by the press that opened it. */
export function CameraPicture({
  about,
  onClose,
}: {
  readonly about: readonly RecordRef[];
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const close = useRef(onClose);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    close.current = onClose;
  }, [onClose]);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let ended = false;
    void navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } } })
      .then(
        (given) => {
          if (ended || video.current === null) return end(given);
          stream = given;
          video.current.srcObject = given;
        },
        () => {
          if (ended) return;
          notifyFailure({ code: 'field.no-camera' });
          close.current();
        },
      );
    return () => {
      ended = true;
      if (stream !== null) end(stream);
    };
  }, []);
  const take = (): void => {
    const from = video.current;
    if (from === null || from.videoWidth === 0) return;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [from.videoWidth, from.videoHeight];
    canvas.getContext('2d')?.drawImage(from, 0, 0);
    canvas.toBlob(
      (blob) => {
        if (blob === null) return notifyFailure({ code: 'field.no-camera' });
        const name = `${t('field.picture-name', { time: fileStamp(new Date()) })}.jpg`;
        void captureEvidence(name, blob, about).then((kept) => {
          if (kept) onClose();
        });
      },
      'image/jpeg',
      QUALITY,
    );
  };
  return (
    <div className="fcamera">
      <video ref={video} autoPlay playsInline muted onLoadedData={() => setReady(true)} />
      <div className="fpair">
        <BigButton icon={X} onPress={onClose}>
          {t('ui.cancel')}
        </BigButton>
        <BigButton
          icon={Aperture}
          primary
          onPress={take}
          {...(ready ? {} : { reason: t('field.camera-starting') })}
        >
          {t('field.shoot')}
        </BigButton>
      </div>
    </div>
  );
}
