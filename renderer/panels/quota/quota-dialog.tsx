import { Plus, Sigma } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FieldValue } from '../../../shared/model/record.ts';
import { useText } from '../../i18n/use-text.ts';
import { valueText } from '../../i18n/field-text.ts';
import { whenLayerWritable } from '../../commands/conditions.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayer } from '../../state/layers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VirtualTable, type Column } from '../../ui/virtual-table.tsx';
import { QuotaForm } from './quota-form.tsx';
import { QUOTA_FIELDS, type QuotaRow } from './quota-model.ts';
import { useQuotas, type Quotas } from './use-quotas.ts';
import './quota.css';

const WIDTHS: Readonly<Record<string, number | `${number}fr`>> = {
  admin_code: 176,
  year: 56,
  quota_kind: 160,
  value: 112,
  unit: 64,
  nature: 72,
  direction: 72,
  source: '1fr',
};

/** Quotas handed down by township, year and kind: a table to be filled by hand, each row one undoable step. */
export function QuotaDialog() {
  const { t, name } = useText();
  const close = useDialogs((state) => state.close);
  const quotas = useQuotas();
  const schema = useLayer('quota')?.schema;
  const [editing, setEditing] = useState<QuotaRow | 'new' | null>(null);
  const writable = whenLayerWritable('quota');
  const why = writable === true ? {} : { reason: t(writable.key, writable.params) };
  const rows = quotas.rows ?? [];
  const bar = useRef<HTMLDivElement>(null);
  // The form takes the focus away with it when it closes: Esc must still find the dialog.
  useEffect(() => {
    if (editing === null) bar.current?.closest<HTMLElement>('[role="dialog"]')?.focus();
  }, [editing]);
  // A row that an undo took away is no longer edited.
  const current =
    editing === null || editing === 'new' ? editing : (rows.find(({ uid }) => uid === editing.uid) ?? null);
  return (
    <Dialog
      title={t('ui.quota')}
      className="quota"
      closeLabel={t('ui.close')}
      onClose={close}
      tags={<span className="cap">{t('ui.quota.count', { n: quotas.total })}</span>}
      footer={
        <>
          <span className="grow cap">{t('ui.quota.hint')}</span>
          <Button onPress={close}>{t('ui.close')}</Button>
        </>
      }
    >
      <div className="quota-bar" ref={bar}>
        <Button onPress={() => setEditing('new')} {...why}>
          <Plus className="i" />
          {t('ui.quota.add')}
        </Button>
        <span className="cap grow">{t('ui.quota.text')}</span>
      </div>
      <div className="quota-work">
        {quotas.rows === null ? <Skeleton rows={8} label={t('ui.loading')} /> : null}
        {quotas.rows?.length === 0 ? (
          <Empty
            icon={<Sigma />}
            title={t('ui.quota.empty')}
            actions={
              <Button kind="primary" onPress={() => setEditing('new')} {...why}>
                {t('ui.quota.add')}
              </Button>
            }
          >
            {t('ui.quota.empty-text')}
          </Empty>
        ) : null}
        {rows.length > 0 && schema !== undefined ? (
          <QuotaTable quotas={quotas} current={current} onPick={setEditing} />
        ) : null}
        {current !== null && schema !== undefined ? (
          <QuotaForm
            key={current === 'new' ? 'new' : `${current.uid} ${JSON.stringify(current.fields)}`}
            schema={schema}
            row={current === 'new' ? null : current}
            quotas={quotas}
            writable={writable === true}
            title={current === 'new' ? t('ui.quota.add') : name(schema.name)}
            onEnd={() => setEditing(null)}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

function QuotaTable({
  quotas,
  current,
  onPick,
}: {
  readonly quotas: Quotas;
  readonly current: QuotaRow | 'new' | null;
  readonly onPick: (row: QuotaRow) => void;
}) {
  const { t, language } = useText();
  const schema = useLayer('quota')?.schema;
  const rows = quotas.rows ?? [];
  const placeName = (code: FieldValue): string => {
    const known = quotas.places.find((place) => place.code === code);
    return known === undefined ? String(code ?? '') : `${known.name} ${known.code}`;
  };
  const columns: readonly Column<QuotaRow>[] = QUOTA_FIELDS.map((field) => ({
    id: field,
    header:
      field === 'admin_code'
        ? t('ui.quota.place')
        : (schema?.fields.find((one) => one.name === field)?.label[language] ?? field),
    width: WIDTHS[field] ?? 100,
    numeric: field === 'value',
    cell: (row) => {
      const value = row.fields[field] ?? null;
      if (field === 'admin_code') return placeName(value);
      if (field === 'value' || field === 'year') return value === null ? '' : String(value);
      return valueText(schema, field, value, language);
    },
  }));
  const at = current === null || current === 'new' ? -1 : rows.findIndex(({ uid }) => uid === current.uid);
  return (
    <VirtualTable
      label={t('ui.quota')}
      columns={columns}
      count={rows.length}
      row={(index) => rows[index]}
      rowKey={(row) => row.uid}
      isSelected={(row) => current !== null && current !== 'new' && row.uid === current.uid}
      current={at}
      onPick={(index) => {
        const row = rows[index];
        if (row !== undefined) onPick(row);
      }}
      minWidth={900}
    />
  );
}
