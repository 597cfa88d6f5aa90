import { Download } from 'lucide-react';
import { nowName, stateTime, versionName } from '../../i18n/state-name.ts';
import { useText } from '../../i18n/use-text.ts';
import { SIDES, useCompare, type Side, type SideId } from '../../state/compare.ts';
import { useLayers } from '../../state/layers.ts';
import { useSession } from '../../state/session.ts';
import { useVersionTable } from '../../state/version-table.ts';
import { useVersions } from '../../state/versions.ts';
import { Button } from '../../ui/button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Select, type Choice } from '../../ui/select.tsx';
import { exportComparison } from './export-comparison.ts';
import { ClassTable } from './parts/class-table.tsx';
import { LayerChoice } from './parts/layer-choice.tsx';
import { Matrix } from './parts/matrix.tsx';
import { ScopeChoice } from './parts/scope-choice.tsx';
import { Summary } from './parts/summary.tsx';
import { TableState } from './parts/table-state.tsx';
import './compare.css';

const NOW = 'now';

/** 方案对照: what stands on either side, and what the difference is in figures. */
export function ComparePanel() {
  const { t } = useText();
  const mode = useCompare((state) => state.mode);
  const setMode = useCompare((state) => state.setMode);
  const comparison = useVersionTable((state) => state.table?.comparison ?? null);
  return (
    <div className="compare-panel">
      <div className="grow scroll">
        <section className="sec">
          {SIDES.map((side) => (
            <SideChoice key={side} side={side} />
          ))}
          <ScopeChoice />
        </section>
        <TableState />
        {comparison === null ? null : (
          <>
            <Matrix comparison={comparison} />
            <ClassTable comparison={comparison} />
            <Summary comparison={comparison} />
          </>
        )}
      </div>
      <div className="foot">
        <Button
          onPress={() => void exportComparison()}
          {...(comparison === null ? { reason: t('compare.no-table') } : {})}
        >
          <Download className="i" />
          {t('compare.export-table')}
        </Button>
        <span className="grow" />
        <Button kind="bare" onPress={() => setMode('single')}>
          {t(`compare.leave.${mode}`)}
          <Keys of="Esc" />
        </Button>
      </div>
    </div>
  );
}

/** The states that can stand on a side: the present, the versions, the state of opening, and what is chosen now. */
function useStates(seq: number | null): readonly Choice[] {
  const said = useText();
  const { t } = said;
  const versions = useVersions((state) => state.versions) ?? [];
  const active = useLayers((state) => state.active);
  const opened = useSession((state) => state.blueprint?.rev ?? null);
  const choices: Choice[] = [
    { id: NOW, label: nowName(said, versions, active), note: t('compare.now') },
    ...versions.toReversed().map((version) => ({
      id: String(version.seq),
      label: versionName(said, version),
      note: stateTime(version),
    })),
  ];
  const add = (step: number | null, label: string): void => {
    if (step === null || choices.some(({ id }) => id === String(step))) return;
    choices.push({ id: String(step), label, note: t('compare.step', { seq: step }) });
  };
  add(opened, t('compare.opened'));
  if (seq !== null) add(seq, t('compare.step', { seq }));
  // Two versions of one step are one state.
  return choices.filter(({ id }, at) => choices.findIndex((one) => one.id === id) === at);
}

function SideChoice({ side }: { readonly side: SideId }) {
  const { t } = useText();
  const state: Side = useCompare((all) => all[side]);
  const setSide = useCompare((all) => all.setSide);
  const choices = useStates(state.seq);
  return (
    <div className="side-choice">
      <Select
        label={t(`compare.${side}`)}
        choices={choices}
        value={state.seq === null ? NOW : String(state.seq)}
        onChange={(id) => setSide(side, { seq: id === NOW ? null : Number(id) })}
      />
      <LayerChoice side={side} />
    </div>
  );
}
