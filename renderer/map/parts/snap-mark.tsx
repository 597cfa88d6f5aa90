import { SOFT_KINDS, type SnapHit } from '../../../shared/bridge/snap-contract.ts';
import { chosenHit } from '../../../shared/map/snap-choice.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayer } from '../../state/layers.ts';
import { useTool } from '../../state/tool.ts';
import { SNAP_ARMS, SNAP_SHAPES } from '../../symbols/snap-shapes.ts';
import { Keys } from '../../ui/keys.tsx';
import { currentMap } from '../current-map.ts';
import { usePlace } from './use-place.ts';

/** Room that the name beside the mark may need, pixels. */
const NAME_WIDTH = 320;
/** A guide line goes on beyond the point by this many pixels. */
const BEYOND = 24;

interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** What the pointer has been caught by: a mark by kind, the layer's and feature's name, and which of how many it is. */
export function SnapMark() {
  const tool = useTool((state) => state.tool);
  const snap = useTool((state) => state.snap);
  const hit = chosenHit(snap);
  const place = usePlace(hit ? [hit.point[0], hit.point[1]] : null);
  if (!hit || !place || tool === 'select') return null;
  const soft = SOFT_KINDS.includes(hit.kind);
  const shape = soft ? SNAP_SHAPES[hit.kind] : `${SNAP_SHAPES[hit.kind]}${SNAP_ARMS}`;
  return (
    <>
      <Guides hit={hit} place={place} />
      <div
        className={soft ? 'map-snap soft' : 'map-snap'}
        data-snap={hit.kind}
        style={{ transform: `translate(${place.x}px, ${place.y}px)` }}
      >
        <svg width="30" height="30" fill="none" strokeLinejoin="miter" aria-hidden="true">
          <path d={shape} className="casing" strokeWidth="4.5" />
          <path d={shape} stroke="currentColor" strokeWidth="2" />
        </svg>
        <Name hit={hit} place={place} index={snap.index} count={snap.hits.length} />
      </div>
    </>
  );
}

/** Dotted lines from where a guide begins to the point, and a little on. */
function Guides({ hit, place }: { readonly hit: SnapHit; readonly place: Pixel }) {
  const map = currentMap();
  if (!map || hit.guides.length === 0) return null;
  return (
    <svg className="map-guides" aria-hidden="true">
      {hit.guides.map(([lon, lat]) => {
        const from = map.project([lon, lat]);
        const [dx, dy] = [place.x - from.x, place.y - from.y];
        const on = BEYOND / Math.max(Math.hypot(dx, dy), 1);
        const ends = { x1: from.x, y1: from.y, x2: place.x + on * dx, y2: place.y + on * dy };
        return (
          <g key={`${lon} ${lat}`}>
            <line {...ends} className="casing" />
            <line {...ends} className="guide" />
          </g>
        );
      })}
    </svg>
  );
}

function Name({
  hit,
  place,
  index,
  count,
}: {
  readonly hit: SnapHit;
  readonly place: Pixel;
  readonly index: number;
  readonly count: number;
}) {
  const { t, name } = useText();
  const layer = useLayer(hit.on[0]?.ref.table ?? null);
  const frame = currentMap()?.getContainer();
  const sides = [
    place.x > (frame?.clientWidth ?? Infinity) - NAME_WIDTH ? 'left' : '',
    place.y < 56 ? 'below' : '',
  ].join(' ');
  const own = hit.own === 0 && hit.kind === 'vertex' ? t('snap.first-point') : t('snap.own');
  return (
    <div className={`map-float name ${sides}`}>
      <span className="kind">{t(`snap.kind.${hit.kind}`)}</span>
      {layer ? (
        <span className="what">
          {name(layer.schema.name)}
          {hit.title ? ` ${hit.title}` : ''}
        </span>
      ) : null}
      {!layer && hit.own !== null ? <span>{own}</span> : null}
      {hit.on.length > 1 ? <span className="more">{t('snap.shared', { n: hit.on.length })}</span> : null}
      {count > 1 ? (
        <span className="turn">
          <Keys of="Tab" />
          {`${index + 1} / ${count}`}
        </span>
      ) : null}
    </div>
  );
}
