import { X } from 'lucide-react';
import type { RowFigures } from '../../../../shared/bridge/rows-contract.ts';
import type { RowFilter } from '../../../../shared/bridge/rows-schemas.ts';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import type { Field } from '../../../../shared/model/layer.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useTableView, type TablePane } from '../../../state/table-view.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { EditScope } from './edit-pane.tsx';
import { CalculateForm, ReplaceForm, SetForm } from './edit-forms.tsx';
import { PlaceForm } from './place-form.tsx';
import { StatisticsPane } from './statistics-pane.tsx';

/** What stands beside the rows: figures, or a way to edit or select many; the rows stay in use. */
export function SidePane({
  pane,
  layer,
  layers,
  scope,
  figures,
  group,
  filter,
}: {
  readonly pane: TablePane;
  readonly layer: LayerState;
  readonly layers: readonly LayerState[];
  readonly scope: EditScope;
  readonly figures: RowFigures | null;
  readonly group: Field | null;
  readonly filter: RowFilter | null;
}) {
  const { t } = useText();
  const title = t(`table.pane-${pane}`);
  const note =
    pane === 'statistics'
      ? t(scope.selected ? 'table.of-selected' : 'table.of-rows', { n: scope.count })
      : '';
  return (
    <aside className="table-side" aria-label={title}>
      <div className="phead">
        <span>{title}</span>
        <span className="grow cap el">{note}</span>
        <IconButton label={t('ui.close')} onPress={() => useTableView.getState().showPane(null)}>
          <X className="i" />
        </IconButton>
      </div>
      <div className="scroll">
        {pane === 'statistics' ? <StatisticsPane figures={figures} group={group} /> : null}
        {pane === 'set' ? <SetForm layer={layer} scope={scope} /> : null}
        {pane === 'calculate' ? <CalculateForm layer={layer} scope={scope} /> : null}
        {pane === 'replace' ? <ReplaceForm layer={layer} scope={scope} /> : null}
        {pane === 'place' ? <PlaceForm layer={layer} layers={layers} filter={filter} /> : null}
      </div>
    </aside>
  );
}
