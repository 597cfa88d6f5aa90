import { FilePlus2, FolderOpen, Package } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecentFile } from '../../../shared/bridge/shell-contract.ts';
import { shellClient } from '../../bridge/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { openFile, openRecent, openSample } from '../../state/files.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Logo } from '../logo.tsx';
import { WindowOptions } from '../window-options.tsx';
import { CountyCard } from './county-card.tsx';
import { RecentList } from './recent-list.tsx';
import { matching } from './recent-rows.ts';
import { today } from '../../i18n/today.ts';
import './start.css';

/** What is offered before a blueprint is open: new, open, recent files, the sample county. */
export function StartScreen() {
  const { t } = useText();
  const busy = useSession((state) => state.busy);
  const version = useSession((state) => state.shell?.version ?? '');
  const [recent, setRecent] = useState<readonly RecentFile[] | null>(null);
  const [search, setSearch] = useState('');
  useEffect(() => {
    let current = true;
    void shellClient()
      .recent({})
      .then((answer) => current && setRecent(answer.ok ? answer.value : []));
    return () => {
      current = false;
    };
  }, []);
  const shown = matching(recent ?? [], search);
  return (
    <div className="app" aria-busy={busy !== null}>
      <div className="title">
        <div className="row">
          <Logo />
          <span className="file">{t('app.name')}</span>
        </div>
        <span />
        <div className="end">
          <WindowOptions />
        </div>
      </div>
      <main className="start">
        <section className="start-main" aria-label={t('start.recent')}>
          <h1>
            <Logo big />
            {t('app.name')}
          </h1>
          <p className="mut">{t('app.tagline')}</p>
          <div className="row start-actions">
            <Button kind="primary" large onPress={() => useDialogs.getState().show('new-blueprint')}>
              <FilePlus2 className="i" />
              {t('start.new')}
            </Button>
            <Button large onPress={() => void openFile()}>
              <FolderOpen className="i" />
              {t('start.open')}
            </Button>
            <Button large onPress={() => void openSample()}>
              <Package className="i" />
              {t('start.sample')}
            </Button>
          </div>
          {busy === null ? null : (
            <div className="start-busy" role="status">
              <div className="row">
                <span className="grow">{t(busy.stage, busy.params)}</span>
                {busy.share === null ? null : <span>{Math.round(busy.share * 100)}%</span>}
              </div>
              <Progress label={t(busy.stage, busy.params)} share={busy.share} />
            </div>
          )}
          <div className="row start-head">
            <h2 className="grow">{t('start.recent')}</h2>
            {(recent?.length ?? 0) > 3 ? (
              <SearchField
                label={t('start.search')}
                value={search}
                onChange={setSearch}
                clearLabel={t('ui.clear')}
                width={160}
              />
            ) : null}
          </div>
          {recent === null ? <Skeleton rows={4} label={t('ui.loading')} /> : null}
          {recent === null ? null : (
            <RecentList files={shown} search={search} onOpen={(file) => void openRecent(file.token)} />
          )}
          {recent !== null ? (
            <p className="mut start-foot">
              {t('start.first-use')}
              <Button kind="link" onPress={() => void openSample()}>
                {t('start.open-sample')}
              </Button>
              {t('start.sample-note')}
            </p>
          ) : null}
        </section>
        <CountyCard />
      </main>
      <footer className="status">
        <span className="grow el">{t('statement.report', { date: today() })}</span>
        <span>{version}</span>
      </footer>
    </div>
  );
}
