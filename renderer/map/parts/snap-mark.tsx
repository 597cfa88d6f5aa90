import { chosenHit } from '../../../shared/map/snap-choice.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayer } from '../../state/layers.ts';
import { useTool } from '../../state/tool.ts';
import { Keys } from '../../ui/keys.tsx';
import { currentMap } from '../current-map.ts';
import { usePlace } from './use-place.ts';

/** Square for a vertex, bow for an edge, each with arms of 8 pixels. */
const SHAPES = {
  vertex: 'M8 8H22V22H8z',
  edge: 'M8 8L22 22V8L8 22z',
} as const;
/** Room that the name beside the mark may need, pixels. */
const NAME_WIDTH = 260;
const ARMS = 'M15 0V8M15 22V30M0 15H8M22 15H30';

/** What the pointer has been caught by: a mark by kind, the layer's name, and which of how many it is. */
export function SnapMark() {
  const { t, name } = useText();
  const tool = useTool((state) => state.tool);
  const snap = useTool((state) => state.snap);
  const hit = chosenHit(snap);
  const place = usePlace(hit ? [hit.point[0], hit.point[1]] : null);
  const layer = useLayer(hit?.on[0]?.ref.table ?? null);
  if (!hit || !place || tool === 'select') return null;
  const width = currentMap()?.getContainer().clientWidth ?? Infinity;
  const nearRight = place.x > width - NAME_WIDTH;
  return (
    <div className="map-snap" style={{ transform: `translate(${place.x}px, ${place.y}px)` }}>
      <svg width="30" height="30" fill="none" strokeLinejoin="miter" aria-hidden="true">
        <path d={SHAPES[hit.kind]} className="casing" strokeWidth="4.5" />
        <path d={`${SHAPES[hit.kind]}${ARMS}`} stroke="currentColor" strokeWidth="2" />
      </svg>
      <div className={`map-float name${nearRight ? ' left' : ''}`}>
        <span className="kind">{t(`map.snap.${hit.kind}`)}</span>
        <span>{layer ? name(layer.schema.name) : ''}</span>
        {hit.on.length > 1 ? <span>{t('map.snap.shared', { n: hit.on.length })}</span> : null}
        {snap.hits.length > 1 ? (
          <>
            <Keys of="Tab" />
            <span>{`${snap.index + 1} / ${snap.hits.length}`}</span>
          </>
        ) : null}
      </div>
    </div>
  );
}
