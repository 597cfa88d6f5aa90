import { stateName } from '../../i18n/state-name.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCompare, type SideId } from '../../state/compare.ts';
import { useLayers } from '../../state/layers.ts';
import { useVersions } from '../../state/versions.ts';

/** Which side this is and what it shows, over the map. */
export function SideLabel({ side }: { readonly side: SideId }) {
  const said = useText();
  const { seq, plan } = useCompare((state) => state[side]);
  const versions = useVersions((state) => state.versions) ?? [];
  const active = useLayers((state) => state.active);
  const { t } = said;
  return (
    <div className={`map-float side-label ${side}`} data-testid={`side-label-${side}`}>
      <span className="mut">{t(`compare.${side}`)}</span>
      <b className="el">{stateName(said, seq, versions, active)}</b>
      {plan === 'tree' ? null : <span className="tag">{t(`plan.${plan}`)}</span>}
    </div>
  );
}
