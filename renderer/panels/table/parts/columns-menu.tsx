import { Columns3 } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { PLAIN_LAYOUT, useTableLayout } from '../../../state/table-layout.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PopoverButton } from '../../../ui/popover-button.tsx';
import { Select } from '../../../ui/select.tsx';
import { arranged, type TableField } from '../table-columns.ts';

/** Which columns are shown, how many stay at the left, and all as it was at first. */
export function ColumnsMenu({
  layer,
  fields,
}: {
  readonly layer: string;
  readonly fields: readonly TableField[];
}) {
  const { t } = useText();
  const layout = useTableLayout((state) => state.layers[layer] ?? PLAIN_LAYOUT);
  const change = useTableLayout((state) => state.change);
  const reset = useTableLayout((state) => state.reset);
  const all = arranged(fields, { ...layout, hidden: [] });
  return (
    <PopoverButton
      label={t('table.columns')}
      trigger={
        <IconButton label={t('table.columns')}>
          <Columns3 className="i" />
        </IconButton>
      }
    >
      <Select
        label={t('table.frozen')}
        value={String(layout.frozen)}
        choices={[0, 1, 2, 3, 4].map((n) => ({ id: String(n), label: t('table.frozen-n', { n }) }))}
        onChange={(id) => change(layer, { frozen: Number(id) })}
      />
      <div className="column-list">
        {all.map(({ id, header }) => (
          <Checkbox
            key={id}
            selected={!layout.hidden.includes(id)}
            onChange={(shown) =>
              change(layer, {
                hidden: shown ? layout.hidden.filter((one) => one !== id) : [...layout.hidden, id],
              })
            }
          >
            {header}
          </Checkbox>
        ))}
      </div>
      <Button kind="bare" onPress={() => reset(layer)}>
        {t('table.columns-reset')}
      </Button>
    </PopoverButton>
  );
}
