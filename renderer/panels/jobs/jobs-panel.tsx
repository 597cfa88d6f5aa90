import { CircleAlert, CircleCheck, CircleSlash, ListTodo, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatTime } from '../../../shared/i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFindings } from '../../state/findings.ts';
import { secondsLeft, useJobs, type Job } from '../../state/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Progress } from '../../ui/progress.tsx';

const ICON = {
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
  cancelled: CircleSlash,
} as const;

/** Long work: name, how far, time left, cancel; what has ended stays in the list until it is cleared. */
export function JobsPanel() {
  const { t } = useText();
  const { jobs, clearEnded } = useJobs();
  const check = useFindings((state) => state.check);
  const [now, setNow] = useState(() => Date.now());
  const running = jobs.some((job) => job.state === 'running');
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  if (jobs.length === 0 && !check?.running) {
    return (
      <Empty icon={<ListTodo />} title={t('ui.no-jobs')}>
        {t('ui.no-jobs-text')}
      </Empty>
    );
  }
  return (
    <div className="scroll jobs">
      {check?.running ? (
        <div className="job">
          <LoaderCircle className="i" />
          <span className="grow">{t('ui.job.check-changes')}</span>
          <span className="cap">{check.share === null ? '' : `${Math.round(check.share * 100)}%`}</span>
          <Progress label={t('ui.job.check-changes')} share={check.share} />
        </div>
      ) : null}
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} now={now} />
      ))}
      {jobs.length > 0 && !running ? (
        <div className="bar-row">
          <Button kind="bare" onPress={clearEnded}>
            {t('ui.clear-jobs')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function JobRow({ job, now }: { readonly job: Job; readonly now: number }) {
  const { t, failure } = useText();
  const label = t(job.label.key, job.label.params);
  const Icon = ICON[job.state];
  const left = secondsLeft(job, now);
  const share = job.progress?.share ?? null;
  const said =
    job.state === 'running'
      ? [
          job.progress ? t(job.progress.stage, job.progress.params) : '',
          share === null ? '' : `${Math.round(share * 100)}%`,
          left === null ? '' : t('ui.seconds-left', { n: left }),
        ]
          .filter((part) => part !== '')
          .join('  ')
      : job.state === 'failed' && job.failure
        ? failure(job.failure)
        : t(`ui.job-state.${job.state}`, {
            time: formatTime(new Date(job.endedAt ?? 0).toISOString()).slice(11),
          });
  return (
    <div className={`job ${job.state}`}>
      <Icon className="i" />
      <span className="grow el">{label}</span>
      <span className="cap el">{said}</span>
      {job.state === 'running' ? (
        <>
          <Button kind="link" onPress={job.cancel}>
            {t('ui.cancel')}
          </Button>
          <Progress label={label} share={share} />
        </>
      ) : null}
    </div>
  );
}
