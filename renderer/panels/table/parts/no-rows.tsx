import { Table2, Upload } from 'lucide-react';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import { commandById } from '../../../commands/catalogue.ts';
import { useCommandState, useShow } from '../../../commands/use-command.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useDialogs } from '../../../state/dialogs.ts';
import { useTableView } from '../../../state/table-view.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';

/** Nothing to show: because of the filter, or because the layer is empty. */
export function NoRows({ layer, narrowed }: { readonly layer: LayerState; readonly narrowed: boolean }) {
  const { t, name } = useText();
  useCommandState();
  const show = useShow();
  const { schema } = layer;
  if (narrowed) {
    return (
      <Empty
        icon={<Table2 />}
        title={t('table.no-hit')}
        actions={
          <Button
            onPress={() =>
              useTableView.getState().change(schema.id, { text: '', inView: false, onlySelected: false })
            }
          >
            {t('table.show-all')}
          </Button>
        }
      />
    );
  }
  const draw = ['industrial_park', 'town_center', 'ecological_zone'].includes(schema.id)
    ? show(commandById(`tool.draw.${schema.id}`))
    : null;
  return (
    <Empty
      icon={<Table2 />}
      title={t('ui.empty-table', { name: name(schema.name) })}
      actions={
        <>
          {draw === null || draw.reason !== undefined ? null : (
            <Button kind="primary" onPress={draw.run}>
              {t('ui.draw-now')}
            </Button>
          )}
          <Button onPress={() => useDialogs.getState().show('import', schema.id)}>
            <Upload className="i" />
            {t('ui.import')}
          </Button>
        </>
      }
    >
      {t(schema.readOnly ? 'ui.empty-table-control' : 'ui.empty-table-text')}
    </Empty>
  );
}
