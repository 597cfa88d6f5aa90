import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { undecidedOf, useMerge } from '../../state/merge.ts';
import {
  cancelMergeWork,
  chooseChanges,
  closeMerge,
  openChanges,
  showMergeView,
  surveyAgain,
} from '../../state/merge-work.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DisputeList } from './parts/dispute-list.tsx';
import { DisputeView } from './parts/dispute-view.tsx';
import { MergeFoot } from './parts/merge-foot.tsx';
import { Overview } from './parts/overview.tsx';
import './merge.css';

/** 并入: what others changed, held against what is here; what both changed is decided beside the map. */
export function MergePanel() {
  const { survey, locked, busy, failure, view } = useMerge();
  useSurveyOfNow();
  if (survey === null) {
    if (busy === 'opening') return <Opening />;
    if (locked) return <Locked />;
    return failure === null ? null : <Refused />;
  }
  return (
    <div className="merge">
      <Head />
      {view === 'overview' ? (
        <Overview survey={survey} />
      ) : (
        <div className="merge-two">
          <DisputeList disputes={survey.disputes} />
          <DisputeView />
        </div>
      )}
      <MergeFoot survey={survey} />
    </div>
  );
}

/** What is said of the blueprint holds for its state of now: an edit or an undo is surveyed. */
function useSurveyOfNow(): void {
  const now = useSession((state) => state.readRev);
  const rev = useMerge((state) => state.rev);
  const ready = useMerge((state) => state.survey !== null && state.busy === null);
  useEffect(() => {
    if (ready && rev !== now) void surveyAgain();
  }, [ready, rev, now]);
}

function Head() {
  const { t } = useText();
  const { survey, view } = useMerge();
  const n = survey?.disputes.length ?? 0;
  const { name = '', author = '' } = survey?.meta ?? {};
  const from = author === '' ? name : t('merge.from', { name, author });
  return (
    <div className="phead">
      <Segmented
        label={t('merge.view')}
        value={view}
        choices={[
          { id: 'overview', content: t('merge.overview') },
          { id: 'disputes', content: t('merge.disputes', { n }) },
        ]}
        onChange={showMergeView}
      />
      <span className="el grow merge-name" title={from}>
        {from}
      </span>
      {n === 0 || survey?.before !== null ? null : (
        <span className="cap">
          {undecidedOf(survey) === 0
            ? t('merge.all-decided')
            : t('merge.undecided', { n: undecidedOf(survey) })}
        </span>
      )}
    </div>
  );
}

function Opening() {
  const { t } = useText();
  const { file, progress } = useMerge();
  const label = t('merge.opening', { file: file?.name ?? '' });
  return (
    <div className="merge-state">
      <div className="row">
        <span className="cap grow">{progress === null ? label : t(progress.stage, progress.params)}</span>
        <Button
          kind="link"
          onPress={() => {
            cancelMergeWork();
            void closeMerge();
          }}
        >
          {t('ui.cancel')}
        </Button>
      </div>
      <Progress label={label} share={progress?.share ?? null} />
    </div>
  );
}

function Locked() {
  const { t, failure: say } = useText();
  const { file, failure } = useMerge();
  const [passphrase, setPassphrase] = useState('');
  const open = (): void => {
    if (passphrase !== '') void openChanges(passphrase);
  };
  return (
    <form
      className="merge-locked"
      aria-label={t('merge.locked', { file: file?.name ?? '' })}
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <h3 className="form-head">{t('merge.locked', { file: file?.name ?? '' })}</h3>
      <TextField
        label={t('merge.passphrase')}
        secret
        autoFocus
        value={passphrase}
        onChange={setPassphrase}
        {...(failure === null ? { hint: t('merge.locked-text') } : { error: say(failure) })}
      />
      <div className="row">
        <Button
          kind="primary"
          onPress={open}
          {...(passphrase === '' ? { reason: t('error.exchange.passphrase-needed') } : {})}
        >
          {t('merge.open')}
        </Button>
        <Button onPress={() => void chooseChanges()}>{t('merge.other-file')}</Button>
        <Button kind="bare" onPress={() => void closeMerge()}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Refused() {
  const { t, failure: say } = useText();
  const { file, failure } = useMerge();
  return (
    <Empty
      kind="error"
      icon={<FileDown />}
      title={t('merge.refused-file', { file: file?.name ?? '' })}
      actions={
        <>
          <Button onPress={() => void chooseChanges()}>{t('merge.other-file')}</Button>
          <Button kind="bare" onPress={() => void closeMerge()}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {failure === null ? '' : say(failure)}
    </Empty>
  );
}
