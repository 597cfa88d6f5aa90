import { Bookmark, GitCompare } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { HistoryEntry } from '../../../shared/bridge/store-contract.ts';
import type { FeatureDiff } from '../../../shared/bridge/query-contract.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { fieldLabel, valueText } from '../../i18n/field-text.ts';
import { historyText } from '../../i18n/history-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { compareWithNow } from '../../state/compare.ts';
import { useLayers } from '../../state/layers.ts';
import { useSelection } from '../../state/selection.ts';
import { useSession } from '../../state/session.ts';
import { askForVersion, currentPlan } from '../../state/versions.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { recordChange, type RecordChange } from './diff-rows.ts';
import { ImportRecord } from './import-record.tsx';

const MOST = 100;

interface Answer {
  readonly seq: number;
  readonly diff: readonly FeatureDiff[] | Failure;
}

/** What one step changed: records, their fields before and after, whether the shape moved. */
export function StepDiff({ entry }: { readonly entry: HistoryEntry }) {
  const { t, language, failure } = useText();
  const layers = useLayers((state) => state.layers);
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let current = true;
    void services()
      ?.query.diff({ from: entry.seq - 1, to: entry.seq, limit: MOST })
      .then((diff) => current && setAnswer({ seq: entry.seq, diff: diff.ok ? diff.value : diff.error }));
    return () => {
      current = false;
    };
  }, [entry.seq]);
  const diff = answer?.seq === entry.seq ? answer.diff : null;
  return (
    <aside className="step-diff scroll" aria-label={t('ui.step-changes')}>
      <h4>{historyText(language, entry.label, entry.params)}</h4>
      <ImportRecord params={entry.params} />
      <StepActions entry={entry} />
      {diff === null ? <Skeleton rows={3} label={t('ui.loading')} /> : null}
      {diff !== null && 'code' in diff ? <p className="help bad">{failure(diff)}</p> : null}
      {diff !== null && !('code' in diff)
        ? diff.map((one) => (
            <Change
              key={`${one.ref.table} ${one.ref.uid}`}
              change={recordChange(one, layers?.find(({ schema }) => schema.id === one.ref.table)?.schema)}
            />
          ))
        : null}
      {entry.records > MOST ? (
        <p className="cap">{t('ui.diff-more', { n: MOST, all: entry.records })}</p>
      ) : null}
    </aside>
  );
}

/** A version of the state after this step, and that state held against the present. */
function StepActions({ entry }: { readonly entry: HistoryEntry }) {
  const { t } = useText();
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  return (
    <div className="row step-actions">
      <Button
        onPress={() =>
          askForVersion({ kind: 'new', plan: currentPlan(useLayers.getState().active), seq: entry.seq })
        }
        {...(readOnly ? { reason: t('ui.reason.read-only') } : {})}
      >
        <Bookmark className="i" />
        {t('compare.version-here')}
      </Button>
      <Button onPress={() => compareWithNow(entry.seq)}>
        <GitCompare className="i" />
        {t('compare.with-now')}
      </Button>
    </div>
  );
}

function Change({ change }: { readonly change: RecordChange }) {
  const { t, name, language } = useText();
  const schema = useLayers(
    (state) => state.layers?.find((layer) => layer.schema.id === change.layer)?.schema,
  );
  return (
    <div className="change">
      <div className="row">
        <span
          className={`tag ${change.kind === 'deleted' ? 'error' : change.kind === 'added' ? 'ok' : 'acc'}`}
        >
          {t(`ui.change.${change.kind}`)}
        </span>
        {change.kind === 'deleted' ? (
          <b className="el">{change.title}</b>
        ) : (
          <Button
            kind="link"
            onPress={() => useSelection.getState().set([{ table: change.layer, uid: change.uid }])}
          >
            {change.title}
          </Button>
        )}
        <span className="cap">{schema ? name(schema.name) : change.layer}</span>
        {change.geometry && change.kind === 'changed' ? (
          <span className="cap">{t('ui.shape-changed')}</span>
        ) : null}
      </div>
      {change.kind === 'changed'
        ? change.fields.map(({ field, before, after }) => (
            <div key={field} className="change-field">
              <span className="mut">{fieldLabel(schema, field, language)}</span>
              <del>{valueText(schema, field, before, language)}</del>
              <span>{valueText(schema, field, after, language)}</span>
            </div>
          ))
        : null}
    </div>
  );
}
