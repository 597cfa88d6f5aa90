import { ChevronDown, Maximize2, Minimize2 } from 'lucide-react';
import { DEFECT_CLASSES } from '../../../shared/inspection/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCountedFindings } from '../../state/finding-list.ts';
import { useInspection } from '../../state/inspection.ts';
import { useJobs } from '../../state/jobs.ts';
import { useLayer, useLayers } from '../../state/layers.ts';
import { useLayout, type DockTab } from '../../state/layout.ts';
import { undecidedOf, useMerge } from '../../state/merge.ts';
import { useVersionChanges } from '../../state/version-changes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tabs, type TabItem } from '../../ui/tabs.tsx';
import { ChangesPanel } from '../changes/changes-panel.tsx';
import { BoundaryPanel } from '../boundary/boundary-panel.tsx';
import { DifferencePanel } from '../difference/difference-panel.tsx';
import { FindingsPanel } from '../findings/findings-panel.tsx';
import { InspectionPanel } from '../inspection/inspection-panel.tsx';
import { HistoryPanel } from '../history/history-panel.tsx';
import { JobsPanel } from '../jobs/jobs-panel.tsx';
import { MergePanel } from '../merge/merge-panel.tsx';
import { TablePanel } from '../table/table-panel.tsx';

/** Findings, attribute table, history and jobs under the map. */
export function Dock() {
  const { t, name } = useText();
  const { tab, dockMax, change, showTab } = useLayout();
  const findings = useCountedFindings();
  const running = useJobs((state) => state.jobs.filter((job) => job.state === 'running').length);
  const changes = useVersionChanges((state) => state.result?.total);
  const defects = useInspection(({ report }) =>
    report === null ? undefined : DEFECT_CLASSES.reduce((sum, of) => sum + report.total.counts[of], 0),
  );
  const merging = useMerge((state) => state.file !== null);
  const undecided = useMerge((state) => undecidedOf(state.survey));
  const active = useLayer(useLayers((state) => state.active));
  const items: readonly TabItem<DockTab>[] = [
    { id: 'findings', label: t('ui.tab.findings'), note: findings, content: () => <FindingsPanel /> },
    {
      id: 'inspection',
      label: t('ui.tab.inspection'),
      note: defects,
      content: () => <InspectionPanel />,
    },
    {
      id: 'table',
      label: t('ui.tab.table'),
      note: active === undefined ? undefined : name(active.schema.name),
      content: () => <TablePanel />,
    },
    { id: 'boundary', label: t('ui.tab.boundary'), content: () => <BoundaryPanel /> },
    { id: 'difference', label: t('ui.tab.difference'), content: () => <DifferencePanel /> },
    { id: 'changes', label: t('ui.tab.changes'), note: changes, content: () => <ChangesPanel /> },
    { id: 'history', label: t('ui.tab.history'), content: () => <HistoryPanel /> },
    {
      id: 'jobs',
      label: t('ui.tab.jobs'),
      note: running > 0 ? running : undefined,
      content: () => <JobsPanel />,
    },
    ...(merging
      ? [
          {
            id: 'merge' as const,
            label: t('ui.tab.merge'),
            note: undecided > 0 ? undecided : undefined,
            content: () => <MergePanel />,
          },
        ]
      : []),
  ];
  return (
    <Tabs
      label={t('ui.dock')}
      items={items}
      value={tab}
      onChange={(id) => showTab(id)}
      end={
        <>
          <IconButton
            label={t(dockMax ? 'ui.restore-dock' : 'ui.maximise-dock')}
            toggle
            on={dockMax}
            onPress={() => change({ dockMax: !dockMax })}
          >
            {dockMax ? <Minimize2 className="i" /> : <Maximize2 className="i" />}
          </IconButton>
          <IconButton label={t('ui.toggle.dock')} onPress={() => change({ dockOpen: false })}>
            <ChevronDown className="i" />
          </IconButton>
        </>
      }
    />
  );
}
