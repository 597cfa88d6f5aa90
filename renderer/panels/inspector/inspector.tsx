import { ChevronDown, ChevronUp, PanelRightClose } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useKeyProps } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { stepFinding } from '../../state/finding-focus.ts';
import { useFindingListing } from '../../state/finding-list.ts';
import { useFindings } from '../../state/findings.ts';
import { useFindingsMap } from '../../state/findings-map.ts';
import { useLayout } from '../../state/layout.ts';
import { refKey, useSelection } from '../../state/selection.ts';
import { useTool } from '../../state/tool.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { DrawingView } from './drawing-view.tsx';
import { FeatureView } from './feature-view.tsx';
import { FindingView } from './finding-view.tsx';
import { NothingSelected } from './nothing-selected.tsx';
import { StackView } from './stack-view.tsx';
import './inspector.css';

type Side = 'finding' | 'feature';

/** What is in front: the finding in focus, the selected feature with its form, or the shape being drawn. */
export function Inspector() {
  const { t } = useText();
  const keys = useKeyProps();
  const refs = useSelection((state) => state.refs);
  const focused = useFindingsMap((state) => state.focused);
  const findings = useFindings((state) => state.findings);
  const { shown } = useFindingListing();
  const drawing = useTool((state) => state.sketch.current !== null);
  const finding = findings?.find(({ key }) => key === focused);
  // Very many are told apart by their number and the first: which page is in front hangs on no more.
  const selected = refs.length > 50 ? `${refs.length} ${refKey(refs[0]!)}` : refs.map(refKey).join('\n');
  const subject = finding ? refKey(finding.subject) : null;
  const [side, setSide] = useState<Side>('finding');
  useEffect(() => setSide('finding'), [focused]);
  useEffect(() => {
    if (selected !== '' && selected !== subject) setSide('feature');
    // Only a change of the selection turns the page.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);
  const showFinding = finding !== undefined && (side === 'finding' || refs.length === 0);
  const order = finding ? shown : [];
  const at = order.findIndex(({ key }) => key === focused);
  return (
    <>
      <div className="phead">
        {finding !== undefined && refs.length > 0 && !drawing ? (
          <Segmented<Side>
            label={t('ui.inspector')}
            value={showFinding ? 'finding' : 'feature'}
            choices={[
              { id: 'finding', content: t('ui.finding') },
              { id: 'feature', content: t('ui.attributes') },
            ]}
            onChange={setSide}
          />
        ) : (
          <span>{t(drawing ? 'ui.drawing' : showFinding ? 'ui.finding' : 'ui.attributes')}</span>
        )}
        <span className="grow cap el">
          {showFinding && at >= 0 && !drawing ? t('ui.finding-of', { n: at + 1, all: order.length }) : ''}
        </span>
        {showFinding && !drawing ? (
          <>
            <IconButton
              label={t('ui.previous-finding')}
              {...keys('check.previous')}
              onPress={() => stepFinding(-1)}
            >
              <ChevronUp className="i" />
            </IconButton>
            <IconButton label={t('ui.next-finding')} {...keys('check.next')} onPress={() => stepFinding(1)}>
              <ChevronDown className="i" />
            </IconButton>
          </>
        ) : null}
        <IconButton
          label={t('ui.toggle.right')}
          {...keys('panel.inspector')}
          onPress={() => useLayout.getState().change({ rightOpen: false })}
        >
          <PanelRightClose className="i" />
        </IconButton>
      </div>
      {drawing ? <DrawingView /> : null}
      {!drawing && showFinding ? <FindingView key={finding.key} finding={finding} /> : null}
      {!drawing && !showFinding ? <Selected count={refs.length} /> : null}
    </>
  );
}

function Selected({ count }: { readonly count: number }) {
  const refs = useSelection((state) => state.refs);
  const [only] = refs;
  if (count === 0 || only === undefined) return <NothingSelected />;
  if (count > 1) return <StackView refs={refs} />;
  return <FeatureView key={refKey(only)} feature={only} />;
}
