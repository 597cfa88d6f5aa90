import { X } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { useJobs } from '../../state/jobs.ts';
import { PRINT_JOB } from '../../state/print-sheet.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Progress } from '../../ui/progress.tsx';

/** What is being printed, with how far it has come: the dock with all jobs lies behind the editor. */
export function PrintJobs() {
  const { t } = useText();
  const job = useJobs((state) => state.jobs).find(
    ({ state, label }) => state === 'running' && label.key === PRINT_JOB,
  );
  if (job === undefined) return null;
  const words = t(job.label.key, job.label.params);
  return (
    <div className="row sheet-job" role="status">
      <span className="dense el">
        {job.progress === null ? words : t(job.progress.stage, job.progress.params)}
      </span>
      <Progress label={words} share={job.progress?.share ?? null} />
      <IconButton label={t('ui.cancel')} onPress={job.cancel}>
        <X className="i" />
      </IconButton>
    </div>
  );
}
