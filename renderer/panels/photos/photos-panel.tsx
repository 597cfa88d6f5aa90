import { usePhotoImport } from '../../state/photo-import.ts';
import { useJobs } from '../../state/jobs.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ImportView } from './import-view.tsx';
import { PhotoList } from './photo-list.tsx';
import './photos.css';

/** Photographs and other evidence beside the map: those of the file, or those that are being brought in. */
export function PhotosPanel() {
  const importing = usePhotoImport((state) => state.entries !== null);
  return (
    <div className="photos-panel">
      <Running />
      {importing ? <ImportView /> : <PhotoList />}
    </div>
  );
}

/** How far the work has come that this panel began, with the way to stop it. */
function Running() {
  const { t } = useText();
  const id = usePhotoImport((state) => state.job);
  const job = useJobs((state) => state.jobs.find((one) => one.id === id));
  if (job === undefined || job.state !== 'running') return null;
  const { share = null } = job.progress ?? {};
  return (
    <section className="sec photos-job">
      <div className="row dense">
        <span className="grow">{t(job.label.key, job.label.params)}</span>
        {share === null ? null : <span className="mut">{Math.round(share * 100)}%</span>}
        <Button kind="link" onPress={job.cancel}>
          {t('ui.cancel')}
        </Button>
      </div>
      <Progress label={t(job.label.key, job.label.params)} share={share} />
    </section>
  );
}
