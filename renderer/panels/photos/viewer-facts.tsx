import { useState } from 'react';
import { formatPosition } from '../../../shared/crs/coordinate-text.ts';
import type { AttachmentRecord } from '../../../shared/bridge/task-contract.ts';
import { TASKS } from '../../../shared/exchange/tasks.ts';
import { formatTime } from '../../../shared/i18n/format.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCamera } from '../../state/camera.ts';
import { useZone } from '../../state/coordinates.ts';
import { useFieldWork } from '../../state/field-work.ts';
import {
  askPlace,
  closeViewer,
  placeByHand,
  removePhoto,
  setCaption,
  setSubject,
} from '../../state/photos.ts';
import { sameRef, useSelection } from '../../state/selection.ts';
import { zoomToSelection } from '../../state/zoom.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useRefTitle } from './use-ref-title.ts';
import { bearingWords, sizeWords, timeWords } from './words.ts';

/** Shows what it hangs on: the map goes there, and the feature is selected. */
function goToSubject(ref: RecordRef): void {
  closeViewer();
  if (ref.table === TASKS) {
    const place = useFieldWork.getState().tasks?.find(({ uid }) => uid === ref.uid)?.place ?? null;
    if (place !== null) useCamera.getState().goTo(place, null);
    return;
  }
  useSelection.getState().set([ref]);
  void zoomToSelection();
}

/** What is known of one piece of evidence, and what can be done with it. */
export function ViewerFacts({ of, readOnly }: { readonly of: AttachmentRecord; readonly readOnly: boolean }) {
  const { t } = useText();
  const zone = useZone();
  const { place, accuracyM, heightM, bearingDeg, width, height } = of;
  const locked = readOnly ? { reason: t('command.reason.read-only') } : {};
  return (
    <div className="photo-facts scroll">
      <Caption key={`${of.uid} ${of.caption}`} of={of} readOnly={readOnly} />
      <dl>
        <dt>{t('photos.fact.time')}</dt>
        <dd>{timeWords(t, of)}</dd>
        <dt>{t('photos.fact.place')}</dt>
        <dd>
          {place === null ? (
            t('evidence.placed.none')
          ) : (
            <>
              <span className="path selectable">{formatPosition('degrees', [place[0], place[1]], zone)}</span>
              {zone === null ? null : (
                <span className="path selectable">{formatPosition('zone', [place[0], place[1]], zone)}</span>
              )}
              <span>{t(`evidence.placed.${of.placedBy}`)}</span>
            </>
          )}
        </dd>
        <dt>{t('photos.fact.accuracy')}</dt>
        <dd>
          {accuracyM === null ? t('photos.unknown') : t('position.within', { n: accuracyM.toFixed(1) })}
        </dd>
        {heightM === null ? null : (
          <>
            <dt>{t('photos.fact.height')}</dt>
            <dd>{t('position.metres', { n: heightM.toFixed(1) })}</dd>
          </>
        )}
        <dt>{t('photos.fact.direction')}</dt>
        <dd>{bearingDeg === null ? t('photos.unknown') : bearingWords(t, bearingDeg)}</dd>
        <dt>{t('photos.fact.file')}</dt>
        <dd>
          {sizeWords(of.size)}
          {width === null || height === null ? null : ` · ${width} × ${height}`}
        </dd>
        <dt>{t('photos.fact.author')}</dt>
        <dd>
          {of.author === '' ? t('photos.unknown') : of.author} · {formatTime(of.time)}
        </dd>
        <dt>SHA-256</dt>
        <dd className="hash selectable">{of.sha256}</dd>
      </dl>
      <div className="row wrap">
        <Button onPress={() => askPlace(of.uid)} {...locked}>
          {t('photos.place')}
        </Button>
        {place === null ? null : (
          <>
            <Button
              onPress={() => {
                closeViewer();
                useCamera.getState().goTo(place, null);
              }}
            >
              {t('photos.on-map')}
            </Button>
            <Button kind="bare" onPress={() => void placeByHand(of.uid, null)} {...locked}>
              {t('photos.take-place')}
            </Button>
          </>
        )}
      </div>
      <Subject of={of} locked={locked} />
      <Button kind="danger" onPress={() => void removePhoto(of)} {...locked}>
        {t('photos.remove')}
      </Button>
    </div>
  );
}

/** What is said of it; kept when the field is left. */
function Caption({ of, readOnly }: { readonly of: AttachmentRecord; readonly readOnly: boolean }) {
  const { t } = useText();
  const [draft, setDraft] = useState(of.caption);
  return (
    <TextField
      label={t('photos.caption')}
      value={draft}
      onChange={setDraft}
      onCommit={() => {
        if (draft !== of.caption) void setCaption(of.uid, draft.slice(0, MOST_CAPTION));
      }}
      placeholder={readOnly ? '' : t('photos.caption-how')}
      readOnly={readOnly}
      multiline
    />
  );
}

const MOST_CAPTION = 2000;

function Subject({
  of,
  locked,
}: {
  readonly of: AttachmentRecord;
  readonly locked: { readonly reason?: string };
}) {
  const { t } = useText();
  const { subject, uid } = of;
  const title = useRefTitle(subject);
  const selected = useSelection((state) => (state.refs.length === 1 ? (state.refs[0] ?? null) : null));
  const selectedTitle = useRefTitle(selected);
  const already = sameRef(selected, subject);
  const reason =
    locked.reason ??
    (selected === null ? t('photos.subject.select-one') : already ? t('photos.subject.already') : undefined);
  return (
    <section aria-label={t('photos.subject')} className="photo-subject">
      <h3>{t('photos.subject')}</h3>
      <p>{subject === null ? t('photos.subject.none') : (title ?? t('photos.subject.gone'))}</p>
      <div className="row wrap">
        {subject === null ? null : (
          <Button
            onPress={() => goToSubject(subject)}
            {...(title === null ? { reason: t('photos.subject.gone') } : {})}
          >
            {t('photos.subject.go')}
          </Button>
        )}
        <Button onPress={() => void setSubject(uid, selected)} {...(reason === undefined ? {} : { reason })}>
          {selectedTitle === null || already
            ? t('photos.subject.take')
            : t('photos.subject.take-named', { title: selectedTitle })}
        </Button>
        {subject === null ? null : (
          <Button kind="bare" onPress={() => void setSubject(uid, null)} {...locked}>
            {t('photos.subject.clear')}
          </Button>
        )}
      </div>
    </section>
  );
}
