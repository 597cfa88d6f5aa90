import { useMemo, useState } from 'react';
import { exceptionText } from '../../../../shared/inspection/words.ts';
import type { InspectionReport } from '../../../../shared/inspection/types.ts';
import { inspectionWords } from '../../../i18n/inspection-words.ts';
import { useText, type Texts } from '../../../i18n/use-text.ts';
import { focusDefect, useInspection } from '../../../state/inspection.ts';
import { useLayers } from '../../../state/layers.ts';
import { Empty } from '../../../ui/empty.tsx';
import { DEFECT_SHAPE } from '../../../ui/defect-shape.ts';
import { Severity } from '../../../ui/severity.tsx';
import { VirtualTable, type Column } from '../../../ui/virtual-table.tsx';
import { ClipboardCheck } from 'lucide-react';
import { inspectionRows, unlisted, type InspectionRow } from '../inspection-model.ts';

/** Defects as filtered, or what was not looked at. A press shows the place on the map. */
export function DefectList({ report }: { readonly report: InspectionReport }) {
  const texts = useText();
  const { t, language } = texts;
  const { filter, layer, check, search, focused } = useInspection();
  // Names of the user's layers are in the sentences.
  const layers = useLayers((state) => state.layers);
  const [standing, setStanding] = useState<string | null>(null);
  const rows = useMemo(
    () =>
      layers === null
        ? []
        : inspectionRows(report, { filter, layer, check, search }, inspectionWords(language)),
    [report, filter, layer, check, search, language, layers],
  );
  const columns = useMemo(() => columnsOf(texts), [texts]);
  const at = focused ?? standing;
  const current = useMemo(() => rows.findIndex(({ key }) => key === at), [rows, at]);
  const show = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    setStanding(row.key);
    if (row.kind === 'defect') focusDefect(row.defect, { zoom: true });
    else useInspection.getState().change({ focused: null });
  };
  const more = unlisted(report);
  if (rows.length === 0) {
    return (
      <div className="inspection-list">
        <Empty icon={<ClipboardCheck />} title={t('inspection.none-listed')}>
          {report.unchecked.length === 0
            ? null
            : t('inspection.unchecked-too', { n: report.unchecked.length })}
        </Empty>
      </div>
    );
  }
  return (
    <div className="inspection-list">
      <VirtualTable
        label={t('inspection.defects')}
        columns={columns}
        count={rows.length}
        row={(index) => rows[index]}
        rowKey={({ key }) => key}
        isSelected={({ key }) => key === focused}
        current={current}
        onPick={show}
        onOpen={show}
      />
      {more > 0 ? <p className="cap">{t('inspection.not-listed', { n: more })}</p> : null}
    </div>
  );
}

function columnsOf({ t, language }: Texts): readonly Column<InspectionRow>[] {
  return [
    {
      id: 'class',
      header: t('inspection.head.class'),
      width: language === 'en' ? 104 : 78,
      cell: (row) =>
        row.kind === 'unchecked' ? (
          <Severity kind="unchecked" word={t('inspection.unchecked')} />
        ) : (
          <Severity
            kind={DEFECT_SHAPE[row.defect.class]}
            word={
              row.defect.exception === null
                ? t(`inspection.class.${row.defect.class}`)
                : t('inspection.head.excepted')
            }
          />
        ),
    },
    {
      id: 'check',
      header: t('inspection.head.check'),
      width: language === 'en' ? 190 : 136,
      cell: ({ check }) => <span title={check}>{check}</span>,
    },
    {
      id: 'text',
      header: t('inspection.head.defect'),
      width: '1fr',
      cell: (row) => (
        <span
          className={row.kind === 'unchecked' || row.defect.exception !== null ? 'mut' : ''}
          title={row.text}
        >
          {row.text}
          {row.kind === 'defect' && row.defect.exception !== null
            ? ` ${exceptionText(language, row.defect)}`
            : null}
        </span>
      ),
    },
  ];
}
