import { FileSpreadsheet, RefreshCw, Table2 } from 'lucide-react';
import { TABLE_IDS, type TableId } from '../../../shared/analysis/tables/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayers } from '../../state/layers.ts';
import { makeTable, useOfficialTables, writeOfficialTables } from '../../state/official-tables.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TableView } from './table-view.tsx';
import './tables.css';

/** The official tables of the blueprint: one on screen as it is printed, one or all of them as a workbook. */
export function TablesDialog() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const { which, running, writing, made, choose } = useOfficialTables();
  const now = useSession((state) => state.readRev);
  const one = made[which];
  const stale = one !== undefined && one.rev !== now;
  const table = one?.answer.table ?? null;
  return (
    <Dialog
      title={t('tables.title')}
      className="official"
      closeLabel={t('ui.close')}
      onClose={close}
      footer={
        <>
          <span className="grow cap">{t('tables.hint')}</span>
          <Button disabled={writing || table === null} onPress={() => void writeOfficialTables([which])}>
            <FileSpreadsheet className="i" />
            {t('tables.write-one')}
          </Button>
          <Button disabled={writing} onPress={() => void writeOfficialTables()}>
            <FileSpreadsheet className="i" />
            {t('tables.write-all')}
          </Button>
          <Button onPress={close}>{t('ui.close')}</Button>
        </>
      }
    >
      <nav className="official-list" aria-label={t('tables.which')}>
        {TABLE_IDS.map((id) => (
          <TableChoice key={id} id={id} chosen={id === which} onChoose={choose} />
        ))}
      </nav>
      <section className="official-work">
        <div className="official-bar">
          <Button
            kind={table === null || stale ? 'primary' : 'plain'}
            disabled={running !== null}
            onPress={() => void makeTable()}
          >
            <RefreshCw className="i" />
            {t(
              running === null ? (one === undefined ? 'tables.make' : 'tables.make-again') : 'tables.making',
            )}
          </Button>
          {stale ? <span className="cap">{t('tables.stale')}</span> : null}
        </div>
        {running === which && one === undefined ? (
          <Skeleton rows={12} label={t('tables.making')} />
        ) : one === undefined ? (
          <Empty icon={<Table2 />} title={t('tables.empty')}>
            {t('tables.empty-text')}
          </Empty>
        ) : table === null ? (
          <Missing layers={one.answer.missing} />
        ) : (
          <TableView table={table} />
        )}
      </section>
    </Dialog>
  );
}

function TableChoice({
  id,
  chosen,
  onChoose,
}: {
  readonly id: TableId;
  readonly chosen: boolean;
  readonly onChoose: (id: TableId) => void;
}) {
  const { t } = useText();
  return (
    <button type="button" aria-current={chosen ? 'true' : undefined} onClick={() => onChoose(id)}>
      {t(`tables.title.${id}`)}
    </button>
  );
}

function Missing({ layers }: { readonly layers: readonly string[] }) {
  const { t, name } = useText();
  const known = useLayers((state) => state.layers);
  const names = layers.map((id) => {
    const schema = known?.find((one) => one.schema.id === id)?.schema;
    return schema ? name(schema.name) : id;
  });
  return (
    <Empty icon={<Table2 />} title={t('tables.not-made')}>
      {t('tables.not-made-text', { layers: names.join(t('rules.list-separator')) })}
    </Empty>
  );
}
