import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text.ts';
import { drawnBackgrounds, useBackgrounds } from '../state/backgrounds.ts';
import { useHot } from '../state/hot.ts';
import { refKey, useSelection } from '../state/selection.ts';
import { useSession } from '../state/session.ts';
import { useTool } from '../state/tool.ts';
import { useView } from '../state/view.ts';
import { MapOverlays } from './parts/map-overlays.tsx';
import { startMap } from './start-map.ts';
import './map.css';

/** More selected features than this are named by their number in the document. */
const NAMED = 50;

/**
 * The map of the open blueprint; fills its parent. What tests and assistive tools may know of it stands in
 * the document: `data-map-state` (loading or idle), `data-map-view` (lon,lat,zoom), `data-map-revision`,
 * `data-map-tool`, `data-selection` (`layer uid`, comma between), `data-map-backgrounds` (names of those that are drawn,
 * the lowest first, comma between).
 */
export function MapView() {
  const blueprint = useSession((state) => state.blueprint?.path ?? null);
  const container = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const { t } = useText();

  useEffect(() => {
    if (blueprint === null || !container.current) return;
    return startMap(container.current, blueprint);
  }, [blueprint]);

  useEffect(() => {
    const tell = (): void => {
      const element = root.current;
      if (!element) return;
      const { centre, zoom, status } = useView.getState();
      const { refs } = useSelection.getState();
      element.dataset['mapState'] = status;
      element.dataset['mapView'] = `${centre[0].toFixed(6)},${centre[1].toFixed(6)},${zoom.toFixed(3)}`;
      element.dataset['mapRevision'] = String(useHot.getState().revision);
      element.dataset['mapTool'] = useTool.getState().tool;
      element.dataset['mapBackgrounds'] = drawnBackgrounds(useBackgrounds.getState().items)
        .filter(({ visible }) => visible)
        .map(({ name }) => name)
        .join(',');
      element.dataset['selection'] = refs.length > NAMED ? String(refs.length) : refs.map(refKey).join(',');
    };
    tell();
    const stops = [
      useView.subscribe(tell),
      useHot.subscribe(tell),
      useTool.subscribe((state, before) => {
        if (state.tool !== before.tool) tell();
      }),
      useSelection.subscribe(tell),
      useBackgrounds.subscribe(tell),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);

  return (
    <div className="map-view" ref={root}>
      <div className="map-canvas" ref={container} role="application" aria-label={t('map.label')} />
      <MapOverlays />
    </div>
  );
}
