import { Bookmark, History, Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { HistoryEntry } from '../../../shared/bridge/store-contract.ts';
import { formatTime } from '../../../shared/i18n/format.ts';
import { commandById } from '../../commands/catalogue.ts';
import { useCommandState, useShow } from '../../commands/use-command.ts';
import { historyText } from '../../i18n/history-text.ts';
import { versionName } from '../../i18n/state-name.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCamera } from '../../state/camera.ts';
import { useVersions } from '../../state/versions.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VirtualTable, type Column } from '../../ui/virtual-table.tsx';
import { StepDiff } from './step-diff.tsx';
import { useHistory } from './use-history.ts';
import './history.css';

/** The steps of this file, newest first; the one picked shows what it changed. */
export function HistoryPanel() {
  const said = useText();
  const { t, language } = said;
  const versions = useVersions((state) => state.versions);
  // A version of the file as it came has no step of its own: it is marked at the first, which saved it.
  const named = Map.groupBy(versions ?? [], ({ seq }) => Math.max(seq, 1));
  const { entries, more } = useHistory();
  const [picked, setPicked] = useState<number | null>(null);
  const columns: readonly Column<HistoryEntry>[] = [
    { id: 'seq', header: '#', width: 44, numeric: true, cell: (entry) => entry.seq },
    {
      id: 'label',
      header: t('ui.step'),
      width: '1fr',
      cell: (entry) => (
        <span className={entry.current || entry.kind !== 'do' ? '' : 'undone'}>
          {entry.kind === 'do' ? '' : `${t(`ui.kind.${entry.kind}`)} · `}
          {historyText(language, entry.label, entry.params)}
          {(named.get(entry.seq) ?? []).map((version) => (
            <span key={version.uid} className="tag acc version-tag" title={version.note}>
              <Bookmark className="i" />
              {versionName(said, version)}
            </span>
          ))}
        </span>
      ),
    },
    { id: 'records', header: t('ui.records'), width: 60, numeric: true, cell: (entry) => entry.records },
    { id: 'time', header: t('ui.time'), width: 136, cell: (entry) => formatTime(entry.time) },
    { id: 'author', header: t('ui.author'), width: 76, cell: (entry) => entry.author },
  ];
  if (entries === null) return <Skeleton rows={5} label={t('ui.loading')} />;
  const entry = entries.find(({ seq }) => seq === picked);
  return (
    <>
      <Steps />
      {entries.length === 0 ? (
        <Empty icon={<History />} title={t('ui.no-history')}>
          {t('ui.no-history-text')}
        </Empty>
      ) : (
        <div className="history">
          <VirtualTable
            label={t('ui.tab.history')}
            columns={columns}
            count={entries.length}
            row={(index) => entries[index]}
            rowKey={({ seq }) => String(seq)}
            isSelected={({ seq }) => seq === picked}
            current={entries.findIndex(({ seq }) => seq === picked)}
            onPick={(index) => setPicked(entries[index]?.seq ?? null)}
            onOpen={(index) => {
              const box = entries[index]?.box;
              if (box) useCamera.getState().zoomTo(box);
            }}
            onRange={(_first, last) => {
              if (last >= entries.length - 20) more();
            }}
          />
          {entry === undefined ? null : <StepDiff entry={entry} />}
        </div>
      )}
    </>
  );
}

function Steps() {
  useCommandState();
  const show = useShow();
  const undo = show(commandById('edit.undo'));
  const redo = show(commandById('edit.redo'));
  return (
    <div className="bar-row">
      <Button onPress={undo.run} {...(undo.reason === undefined ? {} : { reason: undo.reason })}>
        <Undo2 className="i" />
        {undo.tip}
      </Button>
      <Button onPress={redo.run} {...(redo.reason === undefined ? {} : { reason: redo.reason })}>
        <Redo2 className="i" />
        {redo.tip}
      </Button>
    </div>
  );
}
