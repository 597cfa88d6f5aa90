import type { Map as MapLibreMap } from 'maplibre-gl';
import { geodesicCircle } from '../../../shared/gnss/accuracy-ring.ts';
import { ageOf, type Age } from '../../../shared/gnss/age.ts';
import type { FixEvent } from '../../../shared/gnss/service-types.ts';
import { clearSheet } from '../overlay/clear-sheet.ts';
import { MAP_COLORS } from '../../../shared/map/theme.ts';
import { texts } from '../../i18n/use-text.ts';
import { positionNow, signalNow, usePosition } from '../../state/position.ts';
import { ageMs as msSince } from '../../state/position-age.ts';
import { usePositionWork } from '../../state/position-work.ts';
import { segmentsIn } from '../../state/saved-tracks.ts';
import { useSession } from '../../state/session.ts';
import { useSettings } from '../../state/settings.ts';
import { useTrackLine, type TrackLine } from '../../state/track-line.ts';
import { drawFigure, type Figure } from '../overlay/figures.ts';
import { drawDoubtful, drawOwn, drawTarget } from '../overlay/position-marks.ts';
import { screenOf } from '../overlay/screen.ts';

/** What is old is this grey in either theme: it is told from what is fresh without its colour too, by its age. */
const STALE = { light: '#6c7481', dark: '#8a94a2' } as const;
const RING = { light: '#ffffff', dark: '#ffffff' } as const;
/** Metres a second below which a course is chance. */
const MOVING_MPS = 0.5;
/** Smaller circles are hidden by the point, in pixels. */
const SEEN_PX = 12;

/** What there is to draw; null where nothing is. */
interface Scene {
  readonly own: FixEvent | null;
  readonly fresh: boolean;
  readonly doubtful: FixEvent | null;
  readonly ageMs: number | null;
}

/** What of the track the layer does not have. */
function trackNow(): TrackLine['segments'] {
  const { id, segments } = useTrackLine.getState();
  const path = useSession.getState().blueprint?.path;
  if (id === null || path === undefined) return segments;
  return segments.slice(segmentsIn(usePositionWork.getState().saved[id], path));
}

function sceneNow(): Scene | null {
  const state = usePosition.getState();
  const { service, counted, countedAt } = state;
  const target = usePositionWork.getState().target !== null;
  const lines = trackNow().length > 0;
  // Without a receiver nothing is known of where one is.
  const read = service !== null && service.status.state !== 'off' && signalNow(state) !== 'none';
  const own = read ? counted : null;
  const fresh = positionNow(state) !== null;
  const { last = null } = service ?? {};
  const doubtful = read && last !== null && last.use !== 'counts' ? last : null;
  if (own === null && doubtful === null && !target && !lines) return null;
  const ageMs = own === null || fresh || countedAt === null ? null : msSince(countedAt);
  return { own, fresh, doubtful, ageMs };
}

function towardOf({ fix }: FixEvent): number | null {
  if (fix.headingDeg !== null) return fix.headingDeg;
  return fix.courseDeg !== null && (fix.speedMps ?? 0) >= MOVING_MPS ? fix.courseDeg : null;
}

/** The circle of the accuracy, where it is known; dashed where it is only estimated. */
function circleOf({ fix }: FixEvent, color: string): Figure | null {
  const { horizontalM, source } = fix.accuracy;
  if (horizontalM === null || horizontalM <= 0 || source === 'unknown') return null;
  return {
    lines: [geodesicCircle([fix.lon, fix.lat], horizontalM)],
    fill: { color, opacity: 0.14 },
    strokes: [{ color, width: 1.25, ...(source === 'estimated' ? { dash: [5, 4] } : {}) }],
  };
}

const ageWords = ({ unit, n }: Age): string => {
  const { t } = texts();
  return n === 0 ? t('position.age.now') : t(`position.age.${unit}`, { n });
};

/** Width in pixels of flat x and y. */
const widthOf = (line: Float64Array): number =>
  line.reduce((most, x, i) => (i % 2 ? most : Math.max(most, x)), -Infinity) -
  line.reduce((least, x, i) => (i % 2 ? least : Math.min(least, x)), Infinity);

/**
 * Draws where one is, how well that is known, the track and the way to the target over a map, on a canvas of its own.
 * Drawn when something of it changes or the map moves, and else not; while the position is old, when its age is said
 * otherwise.
 */
export function paintPosition(map: MapLibreMap): () => void {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-overlay';
  canvas.dataset['overlay'] = 'position';
  map.getCanvasContainer().append(canvas);
  const c = canvas.getContext('2d')!;
  let asked = 0;
  let blank = true;
  let aging: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    asked = 0;
    clearTimeout(aging);
    const scene = sceneNow();
    if (scene === null && blank) return;
    const screen = screenOf(map);
    clearSheet(c, screen);
    blank = scene === null;
    if (scene === null) return;
    c.lineJoin = 'round';
    c.lineCap = 'round';
    const { theme } = useSettings.getState();
    const colors = { ...MAP_COLORS[theme], stale: STALE[theme], ring: RING[theme] };
    const { own, fresh, doubtful, ageMs } = scene;
    const color = fresh ? colors.accent : colors.stale;
    const segments = trackNow();
    for (const [of, strokeWidth] of [
      [colors.casing, 5],
      [colors.ink, 2.5],
    ] as const) {
      if (segments.length > 0)
        drawFigure(c, screen, { lines: segments, strokes: [{ color: of, width: strokeWidth }] });
    }
    const { target } = usePositionWork.getState();
    if (target !== null) {
      if (own !== null && fresh) {
        drawFigure(c, screen, {
          lines: [[own.fix.lon, own.fix.lat, ...target.at]],
          strokes: [
            { color: colors.casing, width: 4 },
            { color: colors.accent, width: 1.5 },
          ],
        });
      }
      drawTarget(c, screen, target.at, { color: colors.accent, ring: colors.casing });
    }
    if (own !== null) {
      const circle = circleOf(own, color);
      if (circle !== null && widthOf(screen.project(circle.lines[0]!)) >= SEEN_PX)
        drawFigure(c, screen, circle);
    }
    if (doubtful !== null)
      drawDoubtful(c, screen, [doubtful.fix.lon, doubtful.fix.lat], {
        color: colors.stale,
        ring: colors.casing,
      });
    if (own === null) return;
    const age = ageMs === null ? null : ageOf(ageMs);
    drawOwn(
      c,
      screen,
      {
        at: [own.fix.lon, own.fix.lat],
        fresh,
        towardDeg: fresh ? towardOf(own) : null,
        label: age === null ? (fresh ? null : texts().t('position.old')) : ageWords(age),
      },
      map.getBearing(),
      colors,
    );
    if (age !== null) aging = setTimeout(ask, age.nextMs + 1);
  };
  const ask = (): void => {
    asked ||= requestAnimationFrame(draw);
  };
  /** In the frame in which the map itself has moved. */
  const onMove = (): void => {
    if (!blank) draw();
  };
  map.on('move', onMove);
  map.on('resize', onMove);
  ask();
  const stops = [
    usePosition.subscribe((state, before) => {
      const [now, was] = [state.service, before.service];
      if (
        state.counted !== before.counted ||
        now?.signal !== was?.signal ||
        now?.last?.use !== was?.last?.use ||
        now?.status.state !== was?.status.state ||
        (now?.last?.use !== 'counts' && now?.last !== was?.last)
      )
        ask();
    }),
    useTrackLine.subscribe(ask),
    usePositionWork.subscribe((state, before) => {
      if (state.target !== before.target || state.saved !== before.saved) ask();
    }),
    useSettings.subscribe((state, before) => {
      if (state.theme !== before.theme || state.settings.language !== before.settings.language) ask();
    }),
  ];
  return () => {
    cancelAnimationFrame(asked);
    clearTimeout(aging);
    for (const stop of stops) stop();
    map.off('move', onMove);
    map.off('resize', onMove);
    canvas.remove();
  };
}
