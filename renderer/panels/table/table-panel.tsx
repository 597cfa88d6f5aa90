import { useText } from '../../i18n/use-text.ts';
import { useLayer, useLayers } from '../../state/layers.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LayerTable } from './layer-table.tsx';
import './table.css';

/** The attributes of one layer's features. */
export function TablePanel() {
  const layers = useLayers((state) => state.layers);
  const active = useLayers((state) => state.active);
  const first = (layers?.find(({ count }) => count > 0) ?? layers?.[0])?.schema.id ?? null;
  const layer = useLayer(active ?? first);
  const { t } = useText();
  if (layer === undefined) return <Skeleton rows={5} label={t('ui.loading')} />;
  return <LayerTable key={layer.schema.id} layer={layer} layers={layers ?? []} />;
}
