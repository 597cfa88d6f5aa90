import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Box } from '../../shared/geometry/packed.ts';
import { TILE_SCHEME } from '../../shared/map/tile-fields.ts';
import { onServices, shellClient } from '../bridge/client.ts';
import { layersOnMain, useCompare } from '../state/compare.ts';
import { drawnBackgrounds, useBackgrounds } from '../state/backgrounds.ts';
import { useFieldMode } from '../state/field-mode.ts';
import { useHot } from '../state/hot.ts';
import { useLayers } from '../state/layers.ts';
import { sameRef, selectedLayers, useSelection } from '../state/selection.ts';
import { useSession } from '../state/session.ts';
import { useSettings } from '../state/settings.ts';
import { useView } from '../state/view.ts';
import { boxAround } from '../state/zoom.ts';
import { StyleKeeper } from './apply-style.ts';
import { registerBackgroundProtocol } from './background-protocol.ts';
import { createMap, followDensity, onRestored, recoverContext } from './create-map.ts';
import { linkCamera } from './compare/link-cameras.ts';
import { setCurrentMap } from './current-map.ts';
import { ChangeFollower } from './follow-changes.ts';
import { followContents } from './follow-contents.ts';
import { followHover } from './hover.ts';
import { followPositionOnMap } from './behaviors/follow-position.behavior.ts';
import { bindMapKeys } from './keys.ts';
import { followContextMenu } from './map-menu.ts';
import { fitBox, followCamera } from './navigate.ts';
import { makeBoard } from './overlay/board.ts';
import { paintDifference } from './painters/difference.painter.ts';
import { paintField } from './painters/field.painter.ts';
import { paintFindings } from './painters/findings.painter.ts';
import { paintInspection } from './painters/inspection.painter.ts';
import { paintMerge } from './painters/merge.painter.ts';
import { paintFixPreview } from './painters/fix-preview.painter.ts';
import { paintManySelected, useManySelected } from './painters/many-selected.painter.ts';
import { paintPhotos } from './painters/photos.painter.ts';
import { paintPosition } from './painters/position.painter.ts';
import { paintSelection } from './painters/selection.painter.ts';
import { paintSketch } from './painters/sketch.painter.ts';
import { paintVersionChanges } from './painters/version-changes.painter.ts';
import { takeInHand } from './pointer.ts';
import { pruneMany, readSelected } from './selected-features.ts';
import { keepSketch } from './sketch-journal.ts';
import { registerTileProtocol } from './tile-protocol.ts';

/** Names of 12 px and more are of 16 px and more in field mode. */
const FIELD_LABELS = 4 / 3;

/** Remembers where the map is while a blueprint stays open, so that rebuilding it shows the same place. */
let kept: {
  readonly blueprint: string;
  readonly centre: readonly [number, number];
  readonly zoom: number;
} | null = null;

/** Tells the state where the map is, and whether anything it should show is still on its way. */
function followView(map: MapLibreMap, busy: () => boolean): void {
  const tell = (): void => {
    const { lng, lat } = map.getCenter();
    useView.getState().setCamera([lng, lat], map.getZoom(), map.getBearing());
  };
  const rest = (): void => {
    const bounds = map.getBounds();
    useView.getState().setBox([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  };
  map.on('move', tell);
  map.on('moveend', rest);
  map.on('resize', rest);
  tell();
  rest();
  map.on('dataloading', () => useView.getState().setStatus('loading'));
  map.on('movestart', () => useView.getState().setStatus('loading'));
  map.on('idle', () => useView.getState().setStatus(busy() ? 'loading' : 'idle'));
}

/** What a cut for the field is of, the county, or everything there is, fills the first view. */
function firstView(map: MapLibreMap): void {
  const layers = useLayers.getState().layers ?? [];
  const county = layers.find(({ schema }) => schema.role === 'county')?.box ?? null;
  const box = county ?? boxAround(layers.map((layer) => layer.box));
  const area = useSession.getState().blueprint?.field?.area;
  if (!box) return;
  // Of what was cut without a limit the area is the whole Earth.
  const cut = area === undefined ? null : commonBox(box, area);
  fitBox(map, cut ?? box, false);
}

/** What two boxes have in common; null for nothing. */
function commonBox(a: Box, b: Box): Box | null {
  const box: Box = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

/** Puts the commits on the map and reads the selected features again when one touched them. */
function followCommits(map: MapLibreMap, follower: ChangeFollower): () => void {
  let stop = (): void => {};
  const stopServices = onServices(({ query }) => {
    stop();
    stop = query.on('committed', (commit) => {
      void follower.take(commit, query).then(() => map.triggerRepaint());
      const tables = new Set(commit.touched.map((touched) => touched.layer));
      if (!selectedLayers(useSelection.getState().refs).some((layer) => tables.has(layer))) return;
      void readSelected();
      void pruneMany();
    });
  });
  return () => {
    stop();
    stopServices();
  };
}

function followSelection(): () => void {
  void readSelected();
  return useSelection.subscribe((state, before) => {
    const same =
      state.refs.length === before.refs.length &&
      state.refs.every((ref, i) => sameRef(ref, before.refs[i] ?? null));
    if (!same) void readSelected();
  });
}

/** Makes the map of one blueprint in a container and everything that feeds it. The answer takes it down again. */
export function startMap(container: HTMLElement, blueprint: string): () => void {
  const again = kept?.blueprint === blueprint ? kept : null;
  const map = createMap(container, again ?? { centre: [110, 30], zoom: 9 });
  setCurrentMap(map);
  const unlink = linkCamera(map);
  useView.getState().setStatus('loading');
  useHot.setState({ revision: 0, hotCount: 0 });
  const follower = new ChangeFollower(map);
  registerTileProtocol(TILE_SCHEME, follower);
  registerBackgroundProtocol();
  const stops: (() => void)[] = [];
  let placed = again !== null;
  let started = false;
  const style = new StyleKeeper(map);

  const show = (): void => {
    const { layers } = useLayers.getState();
    if (!layers || !started || !map.style) return;
    const { theme, settings } = useSettings.getState();
    const { layers: many } = useManySelected.getState();
    const backgrounds = drawnBackgrounds(useBackgrounds.getState().items);
    style.show(layersOnMain(layers), {
      theme,
      language: settings.language,
      many,
      backgrounds,
      labelScale: useFieldMode.getState().on ? FIELD_LABELS : 1,
    });
    if (placed) return;
    firstView(map);
    placed = true;
  };

  const start = (): void => {
    started = true;
    show();
    const keeping = keepSketch(blueprint, shellClient());
    const hand = takeInHand(map);
    // Below what is worked on.
    const stopPosition = paintPosition(map);
    const board = makeBoard(map);
    stops.push(
      () => hand.stop(),
      keeping,
      bindMapKeys(map, hand),
      followHover(map),
      followContextMenu(map),
      followCamera(map),
      stopPosition,
      followPositionOnMap(map),
      followCommits(map, follower),
      followContents(follower),
      followSelection(),
      () => board.stop(),
      paintSelection(map, board),
      paintManySelected(map),
      useManySelected.subscribe(show),
      useBackgrounds.subscribe((state, before) => {
        if (state.items !== before.items) show();
      }),
      paintFindings(map),
      paintFixPreview(map),
      paintMerge(map),
      paintDifference(map),
      paintInspection(map),
      paintSketch(board),
      paintPhotos(map),
      paintField(map),
      paintVersionChanges(map),
      useCompare.subscribe((state, before) => {
        const same = state.mode === before.mode && state.left === before.left && state.right === before.right;
        if (!same) show();
      }),
      useFieldMode.subscribe((state, before) => {
        if (state.on !== before.on) show();
      }),
      useLayers.subscribe((state, before) => {
        if (state.layers !== before.layers) show();
      }),
      useSettings.subscribe((state, before) => {
        if (state.theme !== before.theme || state.settings.language !== before.settings.language) show();
      }),
    );
  };

  // Without layers, or with tiles that were cut short, a resting map is not a finished one.
  followView(map, () => !placed || follower.unfinished);
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter();
    if (placed) kept = { blueprint, centre: [lng, lat], zoom: map.getZoom() };
  });
  recoverContext(map);
  onRestored(map, show);
  if (map.isStyleLoaded()) start();
  else map.once('load', start);
  const resized = new ResizeObserver(() => map.resize());
  resized.observe(container);
  const stopDensity = followDensity(map);

  return () => {
    resized.disconnect();
    stopDensity();
    unlink();
    for (const stop of stops) stop();
    setCurrentMap(null);
    map.remove();
  };
}
