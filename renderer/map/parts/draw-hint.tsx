import { useText } from '../../i18n/use-text.ts';
import { useLayer } from '../../state/layers.ts';
import { useTool } from '../../state/tool.ts';
import { Keys } from '../../ui/keys.tsx';

/** What is being drawn and the keys that help, at the top of the map while a tool other than select is in hand. */
export function DrawHint() {
  const { t, name } = useText();
  const tool = useTool((state) => state.tool);
  const drawLayer = useTool((state) => state.drawLayer);
  const current = useTool((state) => state.sketch.current);
  const shelved = useTool((state) => state.sketch.shelved);
  const layer = useLayer(current?.layer ?? drawLayer);
  if (tool === 'select') {
    return shelved ? (
      <div className="map-float map-hint" role="status">
        <span>{t('map.draw.kept', { n: shelved.points.length })}</span>
        <Step keys="D" word={t('map.draw.resume')} />
      </div>
    ) : null;
  }
  if (tool === 'modify') {
    return (
      <div className="map-float map-hint" role="status">
        <b>{t('map.modify.title')}</b>
        <span>{t('map.modify.how')}</span>
        <Step keys="Ctrl" word={t('map.modify.shared')} />
        <Step keys="Delete" word={t('map.modify.delete')} />
        <Step keys="Alt" word={t('map.draw.suspend')} />
        <Step keys="Esc" word={t('map.draw.back')} />
      </div>
    );
  }
  const points = current?.points.length ?? 0;
  return (
    <div className="map-float map-hint" role="status">
      <b>{t(`map.draw.${tool}`, { layer: layer ? name(layer.schema.name) : '' })}</b>
      <span className="count">{t('map.draw.points', { n: points })}</span>
      <Step keys="Enter" word={t('map.draw.finish')} />
      <Step keys="Backspace" word={t('map.draw.last')} />
      <Step keys="Alt" word={t('map.draw.suspend')} />
      <Step keys="Esc" word={t('map.draw.back')} />
    </div>
  );
}

const Step = ({ keys, word }: { readonly keys: string; readonly word: string }) => (
  <span className="step">
    <Keys of={keys} />
    {word}
  </span>
);
