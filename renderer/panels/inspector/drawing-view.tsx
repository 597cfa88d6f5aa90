import { Ruler } from 'lucide-react';
import { canFinish } from '../../../shared/map/sketch.ts';
import { useText } from '../../i18n/use-text.ts';
import { ruleData } from '../../i18n/rules.ts';
import { areaNumber } from '../../../shared/i18n/format.ts';
import { useLayer } from '../../state/layers.ts';
import { useTool } from '../../state/tool.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { Button } from '../../ui/button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Severity } from '../../ui/severity.tsx';
import { DrawByPosition } from '../parts/position/draw-by-position.tsx';
import { SnapBlock } from '../parts/snap/snap-block.tsx';
import { DraftForm } from './parts/draft-form.tsx';
import { ShapeSection } from './parts/shape-section.tsx';

const HELP = [
  ['Enter', 'ui.draw.finish'],
  ['Backspace', 'ui.draw.remove-last'],
  ['Alt', 'ui.draw.no-snap'],
  ['Esc', 'ui.draw.step-back'],
] as const;

/** Sketches that the check takes part in; others only cut or measure. */
const CHECKED: ReadonlySet<string> = new Set(['feature', 'hole', 'part']);

/** The shape being drawn: how large, what it would collide with, which keys help. */
export function DrawingView() {
  const { t, name } = useText();
  const sketch = useTool((state) => state.sketch.current);
  const sketchAction = useTool((state) => state.sketchAction);
  const askFinish = useTool((state) => state.askFinish);
  const tool = useTool((state) => state.tool);
  const layer = useLayer(sketch?.layer ?? null);
  if (sketch === null) return null;
  return (
    <>
      <div className="scroll grow">
        <section className="sec">
          <div className="row">
            {layer ? (
              <LayerSwatch layer={sketch.layer} geometry={layer.schema.geometry} />
            ) : (
              <Ruler className="i" />
            )}
            <b className="grow el">
              {layer ? name(layer.schema.name) : t(`map.tool.${tool}`, { layer: '' })}
            </b>
            <span className="tag acc">{t('ui.draw.points', { n: sketch.points.length })}</span>
          </div>
        </section>
        {CHECKED.has(sketch.purpose.kind) ? <LiveSection /> : null}
        <ShapeSection sketch={sketch} />
        <DrawByPosition />
        {layer && sketch.purpose.kind === 'feature' ? <DraftForm sketch={sketch} layer={layer} /> : null}
        <SnapBlock />
        <section className="sec">
          <ul className="keys">
            {HELP.map(([key, label]) => (
              <li key={key}>
                <Keys of={key} /> {t(label)}
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div className="foot">
        <Button kind="primary" onPress={askFinish} disabled={!canFinish(sketch)}>
          {t('ui.draw.finish')}
        </Button>
        <Button onPress={() => sketchAction({ type: 'remove-last' })} disabled={sketch.points.length === 0}>
          {t('ui.draw.remove-last')}
        </Button>
        <Button kind="bare" onPress={() => sketchAction({ type: 'shelve' })}>
          {t('ui.draw.set-aside')}
        </Button>
      </div>
    </>
  );
}

/** What the shape would collide with, as it is now. */
function LiveSection() {
  const { t, name } = useText();
  const live = useTool((state) => state.live);
  return (
    <section className="sec">
      <h4>
        {t('ui.live-check')}
        <span className="r">{t('unit.mu')}</span>
      </h4>
      {live === null || (live.waiting && live.hits.length === 0) ? <span className="cap">…</span> : null}
      {live?.hits.map((hit) => {
        const rule = ruleData(hit.rule);
        const kind = rule?.severity ?? 'notice';
        return (
          <div key={hit.rule} className="row live">
            <Severity kind={kind} word={t(`severity.${kind}`)} />
            <span className="grow el">{rule ? name(rule.title) : hit.rule}</span>
            <b className="n">{live.waiting ? '…' : areaNumber(hit.areaM2, 'mu')}</b>
          </div>
        );
      })}
      {live && !live.waiting && live.hits.length === 0 ? (
        <span className="cap">{t('ui.live-none')}</span>
      ) : null}
    </section>
  );
}
