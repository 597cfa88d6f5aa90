import { MAP_COLORS } from '../../../shared/map/theme.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayout } from '../../state/layout.ts';
import { useMerge } from '../../state/merge.ts';
import { useTool } from '../../state/tool.ts';
import { useSettings } from '../../state/settings.ts';

/** What the lines of a disputed shape mean, while they are drawn. */
export function MergeLegend() {
  const { t } = useText();
  const shapes = useMerge((state) => state.shapes);
  const front = useLayout(({ tab, dockOpen }) => tab === 'merge' && dockOpen);
  // The hint of a tool takes the upper rim of the map.
  const low = useTool(({ tool }) => tool !== 'select');
  const theme = useSettings((state) => state.theme);
  if (!front || shapes === null) return null;
  const { accent, error, ink, difference, plate } = MAP_COLORS[theme];
  const lines = [
    { kind: 'mine', stroke: accent, width: 2.5 },
    { kind: 'theirs', stroke: error, width: 2.5, dash: '7 4' },
    { kind: 'base', stroke: ink, width: 1.5, dash: '3 3' },
  ] as const;
  return (
    <section className={`map-float merge-legend${low ? ' low' : ''}`} aria-label={t('merge.legend')}>
      {lines
        .filter(({ kind }) => shapes[kind] !== null)
        .map((line) => (
          <span key={line.kind}>
            <svg width="28" height="10" aria-hidden="true">
              <line
                x1="0"
                x2="28"
                y1="5"
                y2="5"
                stroke={line.stroke}
                strokeWidth={line.width}
                strokeDasharray={'dash' in line ? line.dash : undefined}
              />
            </svg>
            {t(`merge.${line.kind}`)}
          </span>
        ))}
      {shapes.places.length > 0 ? (
        <span>
          <svg width="12" height="12" aria-hidden="true">
            <circle cx="6" cy="6" r="4.5" fill={plate} stroke={difference} strokeWidth="2" />
          </svg>
          {t('merge.place')}
        </span>
      ) : null}
    </section>
  );
}
