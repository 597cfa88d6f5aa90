import { packPolygon } from '../../../../shared/geometry/build-packed.ts';
import { polygonAreaM2 } from '../../../../shared/geometry/area.ts';
import { pathLengthM } from '../../../../shared/geometry/measure.ts';
import { outlineOf } from '../../../../shared/map/sketch.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { measureToFeature } from '../../../state/measured.ts';
import { reachOf, useTool } from '../../../state/tool.ts';
import { Menu } from '../../../ui/menu.tsx';
import { Button } from '../../../ui/button.tsx';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { LineWays, RingWays } from './way-choice.tsx';

/** What has been measured, and the way to make a feature of it. */
export function MeasureOptions() {
  const { t, name, area } = useText();
  const tool = useTool((state) => state.tool);
  const sketch = useTool((state) => state.sketch.current);
  const reach = useTool((state) => state.cursor);
  const path = useTool((state) => state.path);
  const layers = useLayers((state) => state.layers);
  const ofArea = tool === 'measure-area';
  const outline = sketch ? outlineOf(sketch, reachOf({ path, cursor: reach })) : [];
  const closed = ofArea && outline.length > 2 ? [...outline, outline[0]!] : outline;
  const metres = pathLengthM(closed.flat());
  const m2 = ofArea && outline.length > 2 ? polygonAreaM2(packPolygon([outline])) : null;
  const kinds = ofArea ? ['POLYGON', 'MULTIPOLYGON'] : ['LINESTRING'];
  const targets = (layers ?? []).filter(
    ({ schema, locked }) => !locked && !schema.readOnly && kinds.includes(schema.geometry ?? ''),
  );
  return (
    <>
      {ofArea ? <RingWays /> : <LineWays />}
      <output className="measured" aria-label={t('map.measured')}>
        {m2 === null ? null : (
          <>
            <b>{area(m2, 'mu')}</b>
            <span>{area(m2, 'ha')}</span>
            <span>{area(m2, 'm2')}</span>
          </>
        )}
        <span className={m2 === null ? 'strong' : ''}>
          {t(ofArea ? 'map.measured.perimeter' : 'map.measured.length', { m: metres.toFixed(2) })}
        </span>
      </output>
      <span className="mut">{t('map.measured.basis')}</span>
      {sketch?.closed ? (
        <Menu
          label={t('map.measured.to-feature')}
          entries={targets.map(({ schema }) => ({
            id: schema.id,
            label: name(schema.name),
            icon: <LayerSwatch layer={schema.id} geometry={schema.geometry} />,
            run: () => measureToFeature(schema.id),
          }))}
          trigger={<Button>{t('map.measured.to-feature')}</Button>}
        />
      ) : null}
    </>
  );
}
