import { Backpack, TriangleAlert } from 'lucide-react';
import { formatTime } from '../../../shared/i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCountedFindings } from '../../state/finding-list.ts';
import { useFindings } from '../../state/findings.ts';
import { useJobs } from '../../state/jobs.ts';
import { useLayout } from '../../state/layout.ts';
import { useSession } from '../../state/session.ts';
import { adoptOutside } from '../../state/undo.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { SnapStatus } from '../parts/snap/snap-status.tsx';
import { Online } from './online.tsx';
import { Position } from './position.tsx';
import { SignalItem } from './signal.tsx';
import { ScaleField } from './scale-field.tsx';

/** Where the pointer is, at which scale, when it was saved, what is running. */
export function StatusBar() {
  const { t } = useText();
  const checked = useFindings(
    (state) => state.check !== null && !state.check.running && state.check.finishedAt !== null,
  );
  return (
    <footer className="status" aria-label={t('ui.status')} data-check-state={checked ? 'idle' : 'running'}>
      <Position />
      <ScaleField />
      <SnapStatus />
      <SignalItem />
      <InField />
      <span className="grow" />
      <Online />
      <Outside />
      <Running />
      <Checked />
      <Saved />
    </footer>
  );
}

/** That the file is one for the field, and of which package. */
function InField() {
  const { t } = useText();
  const field = useSession((state) => state.blueprint?.field ?? null);
  if (field === null) return null;
  return (
    <span className="row" title={t('send.in-field', { name: field.name })}>
      <Backpack className="i" />
      {t('send.in-field', { name: field.name })}
    </span>
  );
}

/** Edits by other programs wait until they are taken in, so that nobody's work is mixed silently. */
function Outside() {
  const { t } = useText();
  const outside = useSession((state) => state.file?.outside ?? 0);
  if (outside === 0) return null;
  return (
    <span className="alert" role="status">
      <TriangleAlert className="i" />
      {t('ui.outside', { n: outside })}
      <Button kind="link" onPress={() => void adoptOutside()}>
        {t('ui.adopt')}
      </Button>
    </span>
  );
}

function Running() {
  const { t } = useText();
  const running = useJobs((state) => state.jobs).filter((job) => job.state === 'running');
  if (running.length === 0) return null;
  const [job] = running;
  return (
    <Button kind="link" onPress={() => useLayout.getState().showTab('jobs')}>
      {running.length === 1 && job
        ? t(job.label.key, job.label.params)
        : t('ui.jobs-running', { n: running.length })}
    </Button>
  );
}

function Checked() {
  const { t } = useText();
  const check = useFindings((state) => state.check);
  const count = useCountedFindings() ?? 0;
  if (check === null) return null;
  if (check.running) {
    const percent = check.share === null ? '' : ` ${Math.round(check.share * 100)}%`;
    return (
      <span className="row" role="status">
        {t('ui.checking')}
        {percent}
        <Progress label={t('ui.checking')} share={check.share} />
      </span>
    );
  }
  return (
    <>
      <span className="zone">{t('ui.ruleset', { version: check.rulesetVersion })}</span>
      {check.finishedAt === null ? null : (
        <span>{t('ui.checked', { n: count, time: formatTime(check.finishedAt).slice(11) })}</span>
      )}
    </>
  );
}

function Saved() {
  const { t } = useText();
  const savedAt = useSession((state) => state.file?.savedAt ?? null);
  return (
    <b data-testid="status-saved">
      {savedAt === null ? t('ui.nothing-to-save') : t('ui.saved', { time: formatTime(savedAt).slice(11) })}
    </b>
  );
}
