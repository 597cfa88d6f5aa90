import { ruleData } from '../../i18n/rules.ts';
import { useText } from '../../i18n/use-text.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { useTool } from '../../state/tool.ts';
import { useView } from '../../state/view.ts';
import { SeverityShape, type ShapeKind } from '../../ui/severity.tsx';
import { currentMap } from '../current-map.ts';
import { usePlace } from './use-place.ts';

/** Distance of the card from the pointer, and its size as far as it must be known to stay on the map. */
const AWAY = 20;
const WIDTH = 240;

/** Area and collisions of the shape in hand, beside the cursor. "…" stands for figures that are not known yet. */
export function LiveCard() {
  const { t, area, name, language } = useText();
  const live = useTool((state) => state.live);
  const place = usePlace(useView((state) => state.pointer));
  const tool = useTool((state) => state.tool);
  if (!live || !place || tool === 'select') return null;
  const bounds = currentMap()?.getContainer().getBoundingClientRect();
  const height = 36 + 20 * (live.hits.length + (live.waiting ? 1 : 0));
  const flipped = bounds !== undefined && place.x + AWAY + WIDTH > bounds.width;
  const left = flipped ? place.x - AWAY : place.x + AWAY;
  const top = bounds && place.y + AWAY + height > bounds.height ? place.y - AWAY - height : place.y + AWAY;
  const title = (rule: string): string => {
    const key = `map.live.${rule}`;
    const data = ruleData(rule);
    return TEXTS[language][key] ?? (data ? name(data.title) : rule);
  };
  return (
    <div
      className="map-float map-readout"
      style={{ transform: `translate(${left}px, ${top}px)${flipped ? ' translateX(-100%)' : ''}` }}
      role="status"
      data-live={live.waiting ? 'waiting' : 'answered'}
    >
      <div className="line">
        <span className="name">{t('map.live.area')}</span>
        <span className="value">{area(live.areaM2, 'mu')}</span>
        <span className="second">{area(live.areaM2, 'ha')}</span>
      </div>
      {live.hits.map(({ rule, areaM2 }) => {
        const severity: ShapeKind = ruleData(rule)?.severity ?? 'notice';
        return (
          <div className="line hit" key={rule}>
            <span className={`sev ${severity}`}>
              <SeverityShape kind={severity} />
            </span>
            <span className="name">{title(rule)}</span>
            <span className={`value ${severity}`}>{live.waiting ? '…' : area(areaM2, 'mu')}</span>
          </div>
        );
      })}
      {live.waiting && live.hits.length === 0 ? (
        <div className="line">
          <span className="name">{t('map.live.collisions')}</span>
          <span className="value">…</span>
        </div>
      ) : null}
    </div>
  );
}
