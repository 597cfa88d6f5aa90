import { Camera, FileText, FolderOpen, ImagePlus, Maximize2, Mic, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { AttachmentRecord } from '../../../../shared/bridge/task-contract.ts';
import type { RecordRef } from '../../../../shared/model/record.ts';
import { useText } from '../../../i18n/use-text.ts';
import { importEvidence, removeEvidence } from '../../../state/field-evidence.ts';
import { evidenceOf, useFieldWork } from '../../../state/field-work.ts';
import { viewPhoto } from '../../../state/photos.ts';
import { bearingText } from '../words.ts';
import { BigButton } from './big-button.tsx';
import { CameraPicture, useCamera } from './camera-picture.tsx';
import { useEvidenceUrl } from './use-evidence-url.ts';

/** Photographs, recordings and documents of one thing, and the ways to add more. They are in the file at once. */
export function EvidenceStrip({
  about,
  readOnly,
}: {
  /** What they hang on: a new one on the first that the file has. */
  readonly about: readonly RecordRef[];
  readonly readOnly: boolean;
}) {
  const { t } = useText();
  const all = useFieldWork((state) => state.attachments);
  const [chosen, setChosen] = useState<string | null>(null);
  const [taking, setTaking] = useState(false);
  const camera = useCamera();
  const own = evidenceOf(all, about);
  const one = own.find(({ uid }) => uid === chosen);
  return (
    <section className="fq" aria-label={t('field.evidence')}>
      <h4>{t('field.evidence')}</h4>
      <div className="fstrip">
        {own.map((attachment) => (
          <Tile
            key={attachment.uid}
            attachment={attachment}
            on={attachment.uid === chosen}
            onPress={() => setChosen(attachment.uid === chosen ? null : attachment.uid)}
          />
        ))}
        {readOnly ? null : (
          <>
            {camera ? (
              <AriaButton className="ftile add" onPress={() => setTaking(true)}>
                <Camera className="i" />
                {t('field.take-picture')}
              </AriaButton>
            ) : null}
            <AriaButton className="ftile add" onPress={() => void importEvidence(false, about)}>
              <ImagePlus className="i" />
              {t('field.import-files')}
            </AriaButton>
            <AriaButton className="ftile add" onPress={() => void importEvidence(true, about)}>
              <FolderOpen className="i" />
              {t('field.import-folder')}
            </AriaButton>
          </>
        )}
      </div>
      {taking ? <CameraPicture about={about} onClose={() => setTaking(false)} /> : null}
      {one === undefined ? null : (
        <div className="fchosen">
          {one.kind === 'audio' ? <Sound sha256={one.sha256} /> : null}
          <p className="said">
            {one.name} · {t(`evidence.placed.${one.placedBy}`)}
          </p>
          <BigButton icon={Maximize2} onPress={() => viewPhoto(one.uid)}>
            {t('field.view-evidence')}
          </BigButton>
          {readOnly ? null : (
            <BigButton icon={Trash2} onPress={() => void removeEvidence(one.uid)}>
              {t('field.remove-evidence')}
            </BigButton>
          )}
        </div>
      )}
    </section>
  );
}

function Tile({
  attachment,
  on,
  onPress,
}: {
  readonly attachment: AttachmentRecord;
  readonly on: boolean;
  readonly onPress: () => void;
}) {
  const { t } = useText();
  const { kind, name, bearingDeg } = attachment;
  return (
    <AriaButton
      className={on ? 'ftile on' : 'ftile'}
      aria-pressed={on}
      aria-label={t('field.evidence-item', { kind: t(`evidence.kind.${kind}`), name })}
      onPress={onPress}
    >
      {kind === 'photo' ? (
        <Picture attachment={attachment} />
      ) : (
        <span className="plain">
          {kind === 'audio' ? <Mic className="i" /> : <FileText className="i" />}
          {t(`evidence.kind.${kind}`)}
        </span>
      )}
      <span className="under el">{bearingDeg === null ? name : bearingText(t, bearingDeg)}</span>
    </AriaButton>
  );
}

/** The picture itself, small; its name where the page cannot draw it. */
function Picture({ attachment }: { readonly attachment: AttachmentRecord }) {
  const url = useEvidenceUrl(attachment.sha256);
  const [broken, setBroken] = useState<string | null>(null);
  return url === null || broken === url ? (
    <span className="plain">{url === null ? null : <FileText className="i" />}</span>
  ) : (
    <img src={url} alt="" onError={() => setBroken(url)} />
  );
}

function Sound({ sha256 }: { readonly sha256: string }) {
  const { t } = useText();
  const url = useEvidenceUrl(sha256);
  return url === null ? null : <audio controls src={url} aria-label={t('evidence.kind.audio')} />;
}
