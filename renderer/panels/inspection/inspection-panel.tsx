import { ClipboardCheck, Download } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { DEFECT_CLASSES, type InspectionReport } from '../../../shared/inspection/types.ts';
import { inspectionWords } from '../../i18n/inspection-words.ts';
import { checkText } from '../../../shared/inspection/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { inspectNow, useInspection, type DefectFilter } from '../../state/inspection.ts';
import { useJobs } from '../../state/jobs.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Progress } from '../../ui/progress.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { DEFECT_SHAPE } from '../../ui/defect-shape.ts';
import { SeverityShape } from '../../ui/severity.tsx';
import { exportInspection } from './export-inspection.ts';
import { DefectList } from './parts/defect-list.tsx';
import { ScoreSide } from './parts/score-side.tsx';
import './inspection.css';

/** 质检: the run, its score, its defects on the map, and what was not looked at. */
export function InspectionPanel() {
  const { t } = useText();
  const { report, running } = useInspection();
  const now = useSession((state) => state.readRev);
  const job = useJobs((state) =>
    state.jobs.find((one) => one.label.key === 'inspection.job' && one.state === 'running'),
  );
  const stale = report !== null && now !== null && report.rev !== now;
  const run = (
    <Button
      kind={report === null || stale ? 'primary' : 'plain'}
      disabled={running}
      onPress={() => void inspectNow()}
    >
      <ClipboardCheck className="i" />
      {t(running ? 'inspection.running' : report === null ? 'inspection.run' : 'inspection.again')}
    </Button>
  );
  return (
    <div className="inspection">
      {report === null ? null : (
        <div className="bar-row" role="group" aria-label={t('inspection.filter')}>
          <Filters report={report} />
          <span className="list-tools">
            {stale ? <span className="cap">{t('inspection.stale')}</span> : null}
            <Tools report={report} />
            {run}
          </span>
        </div>
      )}
      {running ? <Progress label={t('inspection.progress')} share={job?.progress?.share ?? null} /> : null}
      {report === null ? (
        <Empty icon={<ClipboardCheck />} title={t('inspection.empty')} actions={run}>
          {t('inspection.empty-text')}
        </Empty>
      ) : (
        <div className="inspection-body">
          <ScoreSide report={report} />
          <DefectList report={report} />
        </div>
      )}
    </div>
  );
}

/** Counts by class, each a filter. */
function Filters({ report }: { readonly report: InspectionReport }) {
  const { t } = useText();
  const { filter, change } = useInspection();
  const { total, defects, unchecked } = report;
  const choices: readonly { readonly id: DefectFilter; readonly label: string; readonly count: number }[] = [
    {
      id: 'all',
      label: t('ui.all'),
      count: DEFECT_CLASSES.reduce((sum, of) => sum + total.counts[of], total.excepted),
    },
    ...DEFECT_CLASSES.map((of) => ({
      id: of,
      label: t(`inspection.class.${of}`),
      count: total.counts[of],
    })),
    ...(defects.some(({ exception }) => exception !== null)
      ? [{ id: 'excepted' as const, label: t('inspection.head.excepted'), count: total.excepted }]
      : []),
    { id: 'unchecked', label: t('inspection.unchecked'), count: unchecked.length },
  ];
  const shape = (id: DefectFilter) => {
    if (id === 'unchecked') return <SeverityShape kind="unchecked" />;
    return id === 'all' || id === 'excepted' ? null : <SeverityShape kind={DEFECT_SHAPE[id]} />;
  };
  return choices.map(({ id, label, count }) => (
    <Chip key={id} selected={filter === id} onChange={() => change({ filter: id })}>
      {shape(id)}
      {label}
      <b>{count}</b>
    </Chip>
  ));
}

const ANY = '*';

/** Check, text and export. */
function Tools({ report }: { readonly report: InspectionReport }) {
  const { t, language } = useText();
  const { check, search, change } = useInspection();
  const words = inspectionWords(language);
  const listed = report.checks.filter(
    ({ check: id, found, excepted }) =>
      found + excepted > 0 || report.unchecked.some((one) => one.check === id),
  );
  return (
    <>
      <div className="inspection-check">
        <Select
          hideLabel
          label={t('inspection.head.check')}
          value={check ?? ANY}
          choices={[
            { id: ANY, label: t('inspection.all-checks') },
            ...listed.map(({ check: id, found }) => ({
              id,
              label: checkText(words, report.model, id),
              note: String(found),
            })),
          ]}
          onChange={(id) => change({ check: id === ANY ? null : id })}
        />
      </div>
      <SearchField
        label={t('inspection.search')}
        value={search}
        onChange={(text) => change({ search: text })}
        clearLabel={t('ui.clear')}
        width={104}
      />
      <Menu
        label={t('inspection.export')}
        trigger={
          <AriaButton className="ib" aria-label={t('inspection.export')}>
            <Download className="i" />
          </AriaButton>
        }
        entries={(['html', 'xlsx', 'json'] as const).map((format) => ({
          id: format,
          label: t(`inspection.export-${format}`),
          run: () => void exportInspection(format),
        }))}
      />
    </>
  );
}
