import { Circle, Pencil, RectangleHorizontal, Route, Spline, Square } from 'lucide-react';
import { anchorsOf } from '../../../../shared/map/shape-methods.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useTool, type DrawWay } from '../../../state/tool.ts';
import { IconButton } from '../../../ui/icon-button.tsx';

const WAYS = [
  ['vertices', Spline],
  ['trace', Route],
  ['freehand', Pencil],
  ['rectangle', Square],
  ['angled-rectangle', RectangleHorizontal],
  ['circle', Circle],
] as const;
const OF_LINES: ReadonlySet<DrawWay> = new Set(['vertices', 'trace', 'freehand']);

const isAnchored = (way: DrawWay): boolean => way !== 'trace' && way !== 'freehand' && anchorsOf(way) > 0;

/** How the pointer sets points. A shape of anchors can only be begun, not gone on with. */
function WayChoice({ lines }: { readonly lines: boolean }) {
  const { t } = useText();
  const way = useTool((state) => state.way);
  const setWay = useTool((state) => state.setWay);
  const begun = useTool((state) => (state.sketch.current?.points.length ?? 0) > 0);
  const shown = WAYS.filter(([id]) => !lines || OF_LINES.has(id));
  const now = lines && !OF_LINES.has(way) ? 'vertices' : way;
  return (
    <div className="ways" role="radiogroup" aria-label={t('map.way')}>
      {shown.map(([id, Icon]) => (
        <IconButton
          key={id}
          label={t(`map.way.${id}`)}
          toggle
          on={now === id}
          onPress={() => setWay(id)}
          {...(begun && isAnchored(id) && now !== id ? { reason: t('map.way.begun') } : {})}
        >
          <Icon className="i" />
        </IconButton>
      ))}
    </div>
  );
}

export const RingWays = () => <WayChoice lines={false} />;
export const LineWays = () => <WayChoice lines />;
