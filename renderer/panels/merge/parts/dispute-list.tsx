import type { ListedDispute } from '../../../../shared/bridge/exchange-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { disputeKey, groupOf } from '../../../state/merge-decisions.ts';
import { useMerge } from '../../../state/merge.ts';
import { showDispute } from '../../../state/merge-work.ts';
import { VirtualTable, type Column } from '../../../ui/virtual-table.tsx';
import { tableName, whatOf } from '../merge-words.ts';

/** What both changed, one row a record; a row is shown at the right and on the map. */
export function DisputeList({ disputes }: { readonly disputes: readonly ListedDispute[] }) {
  const said = useText();
  const { t } = said;
  const chosen = useMerge((state) => state.chosen);
  const layers = useLayers((state) => state.layers);
  const schemaOf = (table: string) => layers?.find(({ schema }) => schema.id === table)?.schema;
  const columns: readonly Column<ListedDispute>[] = [
    {
      id: 'state',
      header: t('merge.state'),
      width: 56,
      cell: ({ decided }) =>
        decided ? <span className="mut">{t('merge.decided')}</span> : <b>{t('merge.open-state')}</b>,
    },
    {
      id: 'title',
      header: t('merge.feature'),
      width: 96,
      cell: ({ title, ref }) => (
        <span title={`${tableName(said, ref.table, schemaOf(ref.table))} ${title}`}>{title}</span>
      ),
    },
    {
      id: 'what',
      header: t('merge.what'),
      width: '1fr',
      cell: (dispute) => {
        const what = whatOf(said, dispute, schemaOf(dispute.ref.table));
        const n = dispute.shape === null ? 1 : groupOf(disputes, dispute).length;
        const together = n > 1 ? t('merge.together-short', { n }) : '';
        return (
          <span title={what}>
            {what}
            {together === '' ? null : <span className="tag merge-tag">{together}</span>}
          </span>
        );
      },
    },
  ];
  const show = (index: number): void => {
    const dispute = disputes[index];
    if (dispute !== undefined) void showDispute(disputeKey(dispute));
  };
  return (
    <div className="merge-list">
      <VirtualTable
        label={t('merge.list')}
        columns={columns}
        count={disputes.length}
        row={(index) => disputes[index]}
        rowKey={disputeKey}
        isSelected={(one) => disputeKey(one) === chosen}
        current={disputes.findIndex((one) => disputeKey(one) === chosen)}
        onPick={show}
        onOpen={show}
      />
    </div>
  );
}
