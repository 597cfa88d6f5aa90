import { FileText, FileWarning, ImageOff, Mic } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { AttachmentRecord } from '../../../shared/bridge/task-contract.ts';
import { useText } from '../../i18n/use-text.ts';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PictureStage } from './picture-stage.tsx';
import { useEvidence } from './use-evidence.ts';

/** The evidence itself: a picture, a recording to be heard, or why it cannot be shown and what can be done then. */
export function EvidenceStage({ of }: { readonly of: AttachmentRecord }) {
  const { t, failure } = useText();
  const shown = useEvidence(of.sha256);
  const [broken, setBroken] = useState<string | null>(null);
  const said = (icon: ReactNode, title: string, words: string, more?: ReactNode, kind?: 'error') => (
    <div className="photo-stage said">
      <Empty icon={icon} title={title} {...(kind === undefined ? {} : { kind })}>
        {words}
        {more}
      </Empty>
    </div>
  );
  if (shown.state === 'reading')
    return (
      <div className="photo-stage said">
        <Skeleton rows={4} label={t('photos.reading')} />
      </div>
    );
  if (shown.state === 'failed')
    return said(
      <FileWarning />,
      t('photos.no-bytes'),
      failure(shown.error),
      t('photos.no-bytes-how'),
      'error',
    );
  if (of.kind === 'audio')
    return said(
      <Mic />,
      t('evidence.kind.audio'),
      of.name,
      broken === shown.url ? (
        <p>{t('photos.cannot-play')}</p>
      ) : (
        <audio
          controls
          src={shown.url}
          aria-label={t('evidence.kind.audio')}
          onError={() => setBroken(shown.url)}
        />
      ),
    );
  if (of.kind === 'document')
    return said(<FileText />, t('evidence.kind.document'), t('photos.document-how'));
  if (broken === shown.url) return said(<ImageOff />, t('photos.cannot-draw'), t('photos.cannot-draw-how'));
  return <PictureStage key={shown.url} url={shown.url} alt={of.name} onBroken={() => setBroken(shown.url)} />;
}
