import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLat } from '../../../shared/geometry/geodesic.ts';
import { clearSheet } from '../overlay/clear-sheet.ts';
import { MAP_COLORS } from '../../../shared/map/theme.ts';
import type { EvidenceKind } from '../../../shared/photo/evidence-kind.ts';
import { useFieldWork } from '../../state/field-work.ts';
import { usePhotoImport, wantedOf } from '../../state/photo-import.ts';
import { marksShown, usePhotos } from '../../state/photos.ts';
import { useSettings } from '../../state/settings.ts';
import { drawFigure } from '../overlay/figures.ts';
import { drawPhotoMark, type PhotoMark } from '../overlay/photo-marks.ts';
import { screenOf } from '../overlay/screen.ts';

interface Placed extends PhotoMark {
  readonly at: LonLat;
}

/** Marks this far outside of the map can still be seen on it, pixels. */
const MARGIN = 48;

/** What is to be drawn, the one that the list stands on at the end. */
function marksNow(): readonly Placed[] {
  const { current } = usePhotos.getState();
  const kept = useFieldWork
    .getState()
    .attachments.flatMap(({ uid, kind, place, bearingDeg }): Placed[] =>
      place === null ? [] : [{ at: place, kind, bearingDeg, planned: false, current: uid === current }],
    );
  const planned = wantedOf(usePhotoImport.getState()).flatMap(({ entry, at }): Placed[] => {
    if (at.place === null) return [];
    const kind: EvidenceKind = 'found' in entry.from ? entry.from.found.kind : entry.from.kept.kind;
    return [{ at: at.place, kind, bearingDeg: at.bearingDeg, planned: true, current: false }];
  });
  return [...kept.filter((one) => !one.current), ...planned, ...kept.filter((one) => one.current)];
}

/**
 * Marks of evidence that has a place, and of photographs that are being placed with the track that says where: on a
 * sheet of its own above the map, while they are switched on or their panel is open.
 */
export function paintPhotos(map: MapLibreMap): () => void {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-overlay';
  canvas.dataset['overlay'] = 'photos';
  map.getCanvasContainer().append(canvas);
  const c = canvas.getContext('2d')!;
  let asked = 0;
  let blank = true;
  let marks: readonly Placed[] = [];

  const draw = (): void => {
    const { track } = usePhotoImport.getState();
    const shown = marksShown(usePhotos.getState()) && (marks.length > 0 || track !== null);
    if (!shown && blank) return;
    blank = !shown;
    const screen = screenOf(map);
    clearSheet(c, screen);
    if (!shown) return;
    c.lineJoin = 'round';
    c.lineCap = 'round';
    const colors = MAP_COLORS[useSettings.getState().theme];
    if (track !== null)
      drawFigure(c, screen, {
        lines: track.lines,
        strokes: [
          { color: colors.casing, width: 5 },
          { color: colors.ink, width: 2, dash: [1, 5] },
        ],
      });
    const bearing = map.getBearing();
    for (const mark of marks) {
      const [x = NaN, y = NaN] = screen.project(mark.at);
      if (x < -MARGIN || y < -MARGIN || x > screen.width + MARGIN || y > screen.height + MARGIN) continue;
      drawPhotoMark(c, [x, y], mark, bearing, colors);
    }
  };
  const read = (): void => {
    asked = 0;
    marks = marksShown(usePhotos.getState()) ? marksNow() : [];
    draw();
  };
  const ask = (): void => {
    asked ||= requestAnimationFrame(read);
  };
  map.on('move', draw);
  map.on('resize', draw);
  const stops = [usePhotos, useFieldWork, usePhotoImport, useSettings].map((store) => store.subscribe(ask));
  ask();
  return () => {
    cancelAnimationFrame(asked);
    map.off('move', draw);
    map.off('resize', draw);
    for (const stop of stops) stop();
    canvas.remove();
  };
}
