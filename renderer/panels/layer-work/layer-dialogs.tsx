import { useDialogs } from '../../state/dialogs.ts';
import { useLayer } from '../../state/layers.ts';
import { FieldsDialog } from './fields-dialog.tsx';
import { LayerForm } from './layer-form.tsx';
import './layer-work.css';

/** The dialogs about layers: a new one, what one is called and serves, its fields. */
export function LayerDialogs() {
  const open = useDialogs((state) => state.open);
  const id = useDialogs((state) => state.layer);
  const layer = useLayer(id);
  if (open === 'layer-new') return <LayerForm like={layer ?? null} edited={null} />;
  if (layer === undefined) return null;
  if (open === 'layer-edit') return <LayerForm like={null} edited={layer} />;
  return open === 'layer-fields' ? <FieldsDialog layer={layer} /> : null;
}
