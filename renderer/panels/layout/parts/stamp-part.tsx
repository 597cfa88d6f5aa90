import { Plus, Trash2 } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { SizeField } from './common.tsx';
import { DraftText } from './drafts.tsx';
import type { PartProps } from './part-props.ts';

const MOST_ROWS = 20;

/** The rows of the block: who made the sheet, who looked it over, when. */
export function StampPart({ item, locked, change }: PartProps<'stamp'>) {
  const { t } = useText();
  const { rows } = item;
  const put = (at: number, patch: Partial<(typeof rows)[number]>): void =>
    change({ rows: rows.map((row, i) => (i === at ? { ...row, ...patch } : row)) });
  return (
    <>
      {rows.map((row, i) => (
        // Rows have no name of their own; their order is what tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={i} className="sheet-row">
          <DraftText
            label={t('print.stamp.label', { n: i + 1 })}
            hideLabel
            value={row.label}
            disabled={locked}
            onKeep={(label) => put(i, { label })}
          />
          <DraftText
            label={t('print.stamp.value', { n: i + 1 })}
            hideLabel
            value={row.value}
            disabled={locked}
            onKeep={(value) => put(i, { value })}
          />
          {locked ? null : (
            <IconButton
              label={t('print.row.delete', { n: i + 1 })}
              onPress={() => change({ rows: rows.filter((_, at) => at !== i) })}
            >
              <Trash2 className="i" />
            </IconButton>
          )}
        </div>
      ))}
      {locked || rows.length >= MOST_ROWS ? null : (
        <Button kind="bare" onPress={() => change({ rows: [...rows, { label: '', value: '' }] })}>
          <Plus className="i" />
          {t('print.row.add')}
        </Button>
      )}
      <SizeField size={item.size} locked={locked} onKeep={(size) => change({ size })} />
    </>
  );
}
