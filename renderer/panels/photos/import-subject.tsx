import { useText } from '../../i18n/use-text.ts';
import { changeImport, usePhotoImport } from '../../state/photo-import.ts';
import { useSelection } from '../../state/selection.ts';
import { Button } from '../../ui/button.tsx';
import { useRefTitle } from './use-ref-title.ts';

/** What the photographs show: the feature that is selected, which is that of the finding in focus, or nothing. */
export function ImportSubject() {
  const { t } = useText();
  const subject = usePhotoImport((state) => state.subject);
  const selected = useSelection((state) => (state.refs.length === 1 ? (state.refs[0] ?? null) : null));
  const title = useRefTitle(subject);
  return (
    <section className="sec photos-track" aria-label={t('photos.subject')}>
      <h4>{t('photos.subject')}</h4>
      <p className="dense">{subject === null ? t('photos.subject.none') : (title ?? '…')}</p>
      <div className="row wrap">
        <Button
          onPress={() => changeImport({ subject: selected })}
          {...(selected === null ? { reason: t('photos.subject.select-one') } : {})}
        >
          {t('photos.subject.take')}
        </Button>
        {subject === null ? null : (
          <Button kind="bare" onPress={() => changeImport({ subject: null })}>
            {t('photos.subject.clear')}
          </Button>
        )}
      </div>
    </section>
  );
}
