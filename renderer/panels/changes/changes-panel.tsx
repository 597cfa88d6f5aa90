import { GitCompare } from 'lucide-react';
import { useMemo } from 'react';
import { areaNumber } from '../../../shared/i18n/format.ts';
import { SEVERITIES, type Severity } from '../../../shared/rules/rule.ts';
import { useText } from '../../i18n/use-text.ts';
import { shortStateName } from '../../i18n/state-name.ts';
import { useCamera } from '../../state/camera.ts';
import { useCompare } from '../../state/compare.ts';
import { useFindings } from '../../state/findings.ts';
import { useLayers } from '../../state/layers.ts';
import { refKey } from '../../state/selection.ts';
import {
  cancelChanges,
  changeKey,
  findChanges,
  shownChanges,
  useVersionChanges,
  type ChangeSort,
} from '../../state/version-changes.ts';
import { useVersions } from '../../state/versions.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Severity as SeverityMark } from '../../ui/severity.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VirtualTable, type Column } from '../../ui/virtual-table.tsx';
import { ChangesBar } from './changes-bar.tsx';
import { changeRow, sortRows, townshipNames, type ChangeRow } from './change-rows.ts';
import './changes.css';

/** 版本差异: what differs between the two sides, feature by feature; a row is shown on both maps. */
export function ChangesPanel() {
  const { t, failure } = useText();
  const { result, running, share, failure: failed } = useVersionChanges();
  const rows = useRows();
  if (running && result === null) {
    return (
      <div className="changes-state">
        <div className="row">
          <span className="cap grow">{t('compare.progress.changes')}</span>
          <Button kind="link" onPress={cancelChanges}>
            {t('ui.cancel')}
          </Button>
        </div>
        <Progress label={t('compare.progress.changes')} share={share} />
        <Skeleton rows={5} label={t('ui.loading')} />
      </div>
    );
  }
  if (failed !== null) {
    const cancelled = failed.code === 'cancelled';
    return (
      <Empty
        icon={<GitCompare />}
        title={t(cancelled ? 'compare.cancelled' : 'compare.failed')}
        actions={<Button onPress={() => void findChanges()}>{t('compare.again')}</Button>}
      >
        {cancelled ? '' : failure(failed)}
      </Empty>
    );
  }
  if (result === null || result.total === 0) return <Nothing same={result !== null} />;
  return (
    <div className="changes">
      <ChangesBar rows={rows} />
      <List rows={rows} />
      {result.total > result.changes.length ? (
        <p className="cap">{t('compare.not-listed', { n: result.changes.length, all: result.total })}</p>
      ) : null}
    </div>
  );
}

function Nothing({ same }: { readonly same: boolean }) {
  const { t } = useText();
  const mode = useCompare((state) => state.mode);
  return (
    <Empty
      icon={<GitCompare />}
      title={t(same ? 'compare.same' : 'compare.nothing-compared')}
      actions={
        mode === 'single' ? (
          <Button onPress={() => useCompare.getState().setMode('swipe')}>{t('compare.command.swipe')}</Button>
        ) : undefined
      }
    >
      {t(same ? 'compare.same-text' : 'compare.nothing-compared-text')}
    </Empty>
  );
}

function useRows(): readonly ChangeRow[] {
  const said = useText();
  const { result, kinds, layer, sort } = useVersionChanges();
  const layers = useLayers((state) => state.layers);
  return useMemo(() => {
    const schemas = new Map((layers ?? []).map(({ schema }) => [schema.id, schema]));
    const parts = { said, schemas, townships: townshipNames(result?.townships ?? []) };
    const rows = shownChanges({ result, kinds, layer }).map((change) => changeRow(change, parts));
    return sortRows(rows, sort);
  }, [said, result, kinds, layer, layers, sort]);
}

/** The gravest finding about each feature. */
function useGravest(): ReadonlyMap<string, Severity> {
  const findings = useFindings((state) => state.findings);
  return useMemo(() => {
    const found = new Map<string, Severity>();
    for (const { subject, severity } of findings ?? []) {
      const key = refKey(subject);
      const known = found.get(key);
      if (known === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known))
        found.set(key, severity);
    }
    return found;
  }, [findings]);
}

function List({ rows }: { readonly rows: readonly ChangeRow[] }) {
  const said = useText();
  const { t } = said;
  const gravest = useGravest();
  const { focused, sort } = useVersionChanges();
  const versions = useVersions((state) => state.versions) ?? [];
  const active = useLayers((state) => state.active);
  const { left, right } = useCompare();
  const side = (seq: number | null): string => shortStateName(said, seq, versions, active);
  const columns: readonly Column<ChangeRow>[] = [
    { id: 'number', header: t('compare.number'), width: 44, cell: (row) => rows.indexOf(row) + 1 },
    { id: 'place', header: t('compare.place'), width: '2fr', sortable: true, cell: (row) => row.place },
    {
      id: 'what',
      header: `${side(left.seq)} → ${side(right.seq)}`,
      width: '3fr',
      sortable: true,
      cell: (row) => <span title={row.what}>{row.what}</span>,
    },
    { id: 'layer', header: t('compare.layer'), width: 104, cell: (row) => row.layer },
    {
      id: 'area',
      header: t('compare.area-mu'),
      width: 92,
      numeric: true,
      sortable: true,
      cell: ({ change }) => (change.areaM2 === 0 ? '—' : areaNumber(change.areaM2, 'mu')),
    },
    { id: 'township', header: t('compare.township'), width: 88, sortable: true, cell: (row) => row.township },
    {
      id: 'check',
      header: t('compare.check'),
      width: 108,
      cell: ({ change }) => {
        if (change.kinds[0] === 'deleted') return '';
        const severity = gravest.get(refKey(change.ref));
        return severity === undefined ? (
          <span className="mut">{t('compare.no-finding')}</span>
        ) : (
          <SeverityMark kind={severity} word={t(`severity.${severity}`)} />
        );
      },
    },
  ];
  const show = (index: number): void => {
    const change = rows[index]?.change;
    if (change === undefined) return;
    if (change.box !== null) useCamera.getState().zoomTo(change.box);
    useVersionChanges.setState((state) => ({ focused: changeKey(change), pulse: state.pulse + 1 }));
  };
  return (
    <VirtualTable
      label={t('ui.tab.changes')}
      columns={columns}
      count={rows.length}
      row={(index) => rows[index]}
      rowKey={({ change }) => changeKey(change)}
      isSelected={({ change }) => changeKey(change) === focused}
      current={rows.findIndex(({ change }) => changeKey(change) === focused)}
      sort={{ column: sort.by, descending: sort.descending }}
      sortLabel={({ header }) => t('compare.sort-by', { column: header })}
      onSort={(column) =>
        useVersionChanges.setState({
          sort: {
            by: column as ChangeSort,
            descending: sort.by === column ? !sort.descending : column === 'area',
          },
        })
      }
      onPick={show}
      onOpen={show}
    />
  );
}
