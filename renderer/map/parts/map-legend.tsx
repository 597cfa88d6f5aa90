import { ChevronDown, ChevronUp } from 'lucide-react';
import { styledClasses } from '../../../shared/map/styled-legend.ts';
import { landUseLegend, LEGEND_LAYERS } from '../../../shared/map/legend.ts';
import { MAP_COLORS } from '../../../shared/map/theme.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayers } from '../../state/layers.ts';
import { useLayout } from '../../state/layout.ts';
import { useSettings } from '../../state/settings.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';

/** A class of the standard as the map shows it: its colour at the theme's opacity over the ground. */
function ClassSwatch({ color }: { readonly color: string }) {
  const theme = useSettings((state) => state.theme);
  const { ground, classOpacity, hairline } = MAP_COLORS[theme];
  return (
    <svg className="swatch" width="20" height="12" aria-hidden="true">
      <rect width="20" height="12" rx="1" fill={ground} />
      <rect width="20" height="12" rx="1" fill={color} opacity={classOpacity} />
      <rect x=".5" y=".5" width="19" height="11" rx="1" fill="none" stroke={hairline} opacity="0.35" />
    </svg>
  );
}

const CLASSES = landUseLegend();

/** What the signs on the map mean: the visible layers, and the classes of planned land use. */
export function MapLegend() {
  const { t, name } = useText();
  const layers = useLayers((state) => state.layers);
  const open = useLayout((state) => state.legendOpen);
  const change = useLayout((state) => state.change);
  const visible = (layers ?? []).filter((layer) => layer.visible);
  const explained = (id: string, own: boolean): boolean => LEGEND_LAYERS.includes(id) || own;
  const order = (id: string): number => {
    const at = LEGEND_LAYERS.indexOf(id);
    return at < 0 ? LEGEND_LAYERS.length : at;
  };
  const shown = visible
    .filter(
      ({ schema, style, count }) =>
        count > 0 && schema.geometry !== null && explained(schema.id, !schema.builtIn || style != null),
    )
    .sort((a, b) => order(a.schema.id) - order(b.schema.id));
  const styled = shown.flatMap((layer) => {
    const entries = styledClasses(layer.schema, layer.style);
    return entries.length === 0 ? [] : [{ layer, entries }];
  });
  const standard = visible.some(
    ({ schema, count, style }) =>
      schema.id === 'land_use' && count > 0 && (style?.renderer.kind ?? 'standard') === 'standard',
  );
  const classes = standard ? CLASSES : [];
  if (shown.length === 0 && classes.length === 0) return null;
  return (
    <section className={`map-float map-legend ${open ? '' : 'closed'}`} aria-label={t('map.legend')}>
      <button type="button" aria-expanded={open} onClick={() => change({ legendOpen: !open })}>
        {t('map.legend')}
        {open ? <ChevronDown /> : <ChevronUp />}
      </button>
      {open ? (
        <div className="all">
          {shown.length > 0 ? (
            <div className="entries">
              {shown.map(({ schema }) => (
                <div className="entry" key={schema.id}>
                  <LayerSwatch layer={schema.id} geometry={schema.geometry} />
                  <span>{name(schema.name)}</span>
                </div>
              ))}
            </div>
          ) : null}
          {styled.map(({ layer, entries }) => (
            <div className="entries" key={layer.schema.id} aria-label={name(layer.schema.name)}>
              {entries.map(({ color, label }, i) => (
                <div className="entry" key={`${i} ${color}`}>
                  <ClassSwatch color={color} />
                  <span>{label === null ? t('ui.style.other') : name(label)}</span>
                </div>
              ))}
            </div>
          ))}
          {classes.length > 0 ? (
            <div className="entries">
              {classes.map((entry) => (
                <div className="entry" key={entry.code}>
                  <ClassSwatch color={entry.color} />
                  <span>{name(entry.label)}</span>
                </div>
              ))}
            </div>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
