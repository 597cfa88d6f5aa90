import { openTask } from '../../state/field-steps.ts';
import { focusFinding } from '../../state/finding-focus.ts';
import { useFindingsMap } from '../../state/findings-map.ts';
import { focusDefect, useInspection } from '../../state/inspection.ts';
import { sameRef, useSelection } from '../../state/selection.ts';
import { viewPhoto } from '../../state/photos.ts';
import { taskAt } from '../field-pins.ts';
import { photoAt } from '../photo-places.ts';
import { usePicker } from '../picker-state.ts';
import { whatIsHere } from '../what-is-here.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

/** A click this near, in pixels, to the one before asks for the next feature under it. */
const SAME_PLACE = 4;
const FINDING_MARKERS = 'markers/icon';
const DEFECT_MARKERS = 'inspection/icon';

/** Key of the marker of a map layer under the pointer; null where there is none. */
function markerAt(map: Desk['map'], layer: string, at: PointerAt): string | null {
  if (!map.style || !map.getLayer(layer)) return null;
  const [marker] = map.queryRenderedFeatures([at.x, at.y], { layers: [layer] });
  const key: unknown = marker?.properties['key'];
  return typeof key === 'string' ? key : null;
}

/** Selects by clicking; through a stack of features by clicking again, with Tab, or from a list. */
export const selectTool = ({ map }: Desk): MapTool => {
  let last: { x: number; y: number } | null = null;
  let turn = 0;

  const closeList = (): void => usePicker.getState().close();

  const choose = (index: number): void => {
    const { hits } = usePicker.getState();
    const hit = hits[index];
    if (!hit) return;
    usePicker.setState({ index });
    useSelection.getState().set([hit.ref]);
  };

  const onMarker = (at: PointerAt): boolean => {
    const key = markerAt(map, FINDING_MARKERS, at);
    const defectKey = key === null ? markerAt(map, DEFECT_MARKERS, at) : null;
    const defect = useInspection.getState().report?.defects.find((one) => one.key === defectKey);
    if (defect) focusDefect(defect, { zoom: false });
    if (key === null) return defect !== undefined;
    const finding = useFindingsMap.getState().findings.find((one) => one.key === key);
    if (finding) focusFinding(finding, { zoom: false });
    return finding !== undefined;
  };

  const identify = async (at: PointerAt): Promise<void> => {
    turn += 1;
    const mine = turn;
    const hits = await whatIsHere(at.lonLat, map.getZoom());
    if (mine !== turn || hits === null) return;
    const first = hits[0];
    if (at.shift || at.ctrl) {
      if (first) useSelection.getState().toggle(first.ref);
      return;
    }
    if (!first) {
      useSelection.getState().clear();
      usePicker.getState().close();
      return;
    }
    const { refs } = useSelection.getState();
    const again = last !== null && Math.hypot(at.x - last.x, at.y - last.y) <= SAME_PLACE;
    const now = hits.findIndex((hit) => sameRef(hit.ref, refs[0] ?? null));
    usePicker.setState({ hits, at: { lonLat: at.lonLat, x: at.x, y: at.y } });
    choose(again && now >= 0 ? (now + 1) % hits.length : 0);
    last = { x: at.x, y: at.y };
  };

  return {
    id: 'select',
    cursor: 'default',
    click: (at) => {
      const task = taskAt(map, at);
      const photo = task === null ? photoAt(map, at) : null;
      if (task !== null) void openTask(task);
      else if (photo !== null) viewPhoto(photo.uid);
      else if (!onMarker(at)) void identify(at);
    },
    move: (at) => {
      if (photoAt(map, at) !== null) return void (map.getCanvas().style.cursor = 'pointer');
      if (!map.style || !map.getLayer(FINDING_MARKERS)) return;
      const hovered = markerAt(map, FINDING_MARKERS, at);
      const over = hovered ?? markerAt(map, DEFECT_MARKERS, at);
      map.getCanvas().style.cursor = over ? 'pointer' : 'default';
      if (useFindingsMap.getState().hovered !== hovered) useFindingsMap.getState().hover(hovered);
    },
    start: () => map.on('movestart', closeList),
    stop: () => {
      // What was asked for a click is not shown over another tool.
      turn += 1;
      map.off('movestart', closeList);
      closeList();
    },
    key: (combination) => {
      const { hits, index } = usePicker.getState();
      if ((combination === 'Tab' || combination === 'Shift+Tab') && hits.length > 1) {
        choose((index + (combination === 'Tab' ? 1 : hits.length - 1)) % hits.length);
        return true;
      }
      if (combination !== 'Esc') return false;
      if (hits.length > 0) {
        usePicker.getState().close();
        return true;
      }
      if (useFindingsMap.getState().focused !== null) {
        useFindingsMap.getState().focus(null);
        return true;
      }
      if (useSelection.getState().refs.length === 0) return false;
      useSelection.getState().clear();
      return true;
    },
  };
};
