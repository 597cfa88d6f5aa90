import { useText } from '../../i18n/use-text.ts';
import { useLayer } from '../../state/layers.ts';
import { useTool } from '../../state/tool.ts';
import { Keys } from '../../ui/keys.tsx';
import { TOOL_HINTS } from '../tools/hints.ts';
import { ToolOptionsBar } from './options/tool-options-bar.tsx';
import { SharersNote } from './sharers-note.tsx';

/** What the tool in hand does, the keys that help, and what it is set to, at the top of the map. */
export function DrawHint() {
  const { t, name } = useText();
  const tool = useTool((state) => state.tool);
  const drawLayer = useTool((state) => state.drawLayer);
  const current = useTool((state) => state.sketch.current);
  const shelved = useTool((state) => state.sketch.shelved);
  const layer = useLayer(current?.layer ?? drawLayer);
  if (tool === 'select') {
    return shelved ? (
      <div className="map-top">
        <div className="map-float map-hint" role="status">
          <span>{t('map.draw.kept', { n: shelved.points.length })}</span>
          <Step keys="D" word={t('map.draw.resume')} />
        </div>
      </div>
    ) : null;
  }
  return (
    <div className="map-top">
      <div className="map-float map-hint" role="status">
        <b>{t(`map.tool.${tool}`, { layer: layer ? name(layer.schema.name) : '' })}</b>
        {current ? (
          <span className="count">{t('map.draw.points', { n: current.points.length })}</span>
        ) : (
          <span className="count">{t(`map.tool-how.${tool}`)}</span>
        )}
        {TOOL_HINTS[tool].map(([keys, word]) => (
          <Step key={keys} keys={keys} word={t(word)} />
        ))}
      </div>
      <ToolOptionsBar />
      <SharersNote />
    </div>
  );
}

const Step = ({ keys, word }: { readonly keys: string; readonly word: string }) => (
  <span className="step">
    <Keys of={keys} />
    {word}
  </span>
);
