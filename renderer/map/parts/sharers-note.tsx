import { Lock } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { useTool } from '../../state/tool.ts';
import { useLayer } from '../../state/layers.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import type { SharerName } from '../../state/tool.ts';

/** So many are named; of more the number is given. */
const NAMED = 5;

/** Who has the vertex or edge under the pointer in common, before it is moved. */
export function SharersNote() {
  const { t } = useText();
  const sharers = useTool((state) => state.sharers);
  if (!sharers || sharers.length === 0) return null;
  const follow = sharers.filter(({ follows }) => follows).length;
  return (
    <div className="map-float map-sharers" role="status">
      <b>{t('map.sharers.title', { n: sharers.length, follow })}</b>
      {sharers.slice(0, NAMED).map((one) => (
        <Sharer key={one.ref.uid} sharer={one} />
      ))}
      {sharers.length > NAMED ? (
        <span className="mut">{t('map.sharers.more', { n: sharers.length - NAMED })}</span>
      ) : null}
    </div>
  );
}

function Sharer({ sharer }: { readonly sharer: SharerName }) {
  const { t, name } = useText();
  const layer = useLayer(sharer.ref.table);
  return (
    <div className="row">
      <LayerSwatch layer={sharer.ref.table} geometry={layer?.schema.geometry ?? null} />
      <span className="el grow">
        {layer ? name(layer.schema.name) : ''} {sharer.title}
      </span>
      {sharer.follows ? null : (
        <span className="mut">
          <Lock className="i" aria-hidden="true" /> {t('map.sharers.stays')}
        </span>
      )}
    </div>
  );
}
