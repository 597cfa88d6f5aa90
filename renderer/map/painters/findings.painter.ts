import type { Feature } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { SEVERITIES } from '../../../shared/rules/rule.ts';
import { sameRef } from '../../state/selection.ts';
import { findingFacts } from '../../state/finding-list.ts';
import { findingPlace } from '../../../shared/check/finding-place.ts';
import { inspectionInFront, useInspection } from '../../state/inspection.ts';
import { useLayout } from '../../state/layout.ts';
import { numberedPieces } from '../../state/piece-order.ts';
import { useFindingsMap } from '../../state/findings-map.ts';
import { collection, feature, packedFeature } from '../geojson.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import { labelPoint } from '../../../shared/geometry/label-point.ts';
import { setData } from '../sources.ts';
import { onRestored } from '../create-map.ts';
import { MARKERS_SOURCE, PIECES_SOURCE } from '../style/ids.ts';
import { pulse } from './pulse.ts';

type Point = readonly [number, number];
const pointFeature = (point: Point, properties: Record<string, unknown>): Feature =>
  feature({ type: 'Point', coordinates: [...point] }, properties);

/** Pieces of the findings that are looked at, and one marker for each of the others. */
function drawings(): { readonly pieces: Feature[]; readonly marks: Feature[] } {
  const { findings, visible, focused, focusedPiece, hovered } = useFindingsMap.getState();
  const facts = findingFacts();
  const pieces: Feature[] = [];
  const marks: Feature[] = [];
  // While an inspection is in front, its defects have the map.
  const aside = inspectionInFront();
  const inFocus = findings.find((finding) => finding.key === focused);
  for (const finding of findings) {
    const isFocused = finding.key === focused;
    if (isFocused || finding.key === hovered) {
      numberedPieces(finding).forEach((piece, i) => {
        const piecesFocus = isFocused && (focusedPiece === null || focusedPiece === piece.key);
        if (isEmptyPacked(piece.geometry)) return;
        pieces.push(packedFeature(piece.geometry, { kind: 'piece', focused: piecesFocus }));
        const point = isFocused && finding.pieces.length > 1 ? labelPoint(piece.geometry) : null;
        if (point) marks.push(pointFeature(point, { kind: 'number', number: String(i + 1) }));
      });
    }
    // What else is found about the subject in focus lies in the same place and is listed beside it.
    const related = inFocus !== undefined && sameRef(inFocus.subject, finding.subject);
    if (isFocused || related || !visible || aside) continue;
    const point = findingPlace(finding);
    if (point) {
      const order = SEVERITIES.indexOf(finding.severity);
      const set = facts.standing(finding).state === 'exception';
      marks.push(
        pointFeature(point, {
          kind: 'finding',
          key: finding.key,
          severity: finding.severity,
          // Exceptions lie under what still asks for something, and dimmed.
          order: order + (set ? SEVERITIES.length : 0),
          opacity: set ? DIMMED : 1,
        }),
      );
    }
  }
  return { pieces, marks };
}

/** How much is seen of the marker of an exception. */
const DIMMED = 0.4;

/** Keeps the findings on the map as the state says. */
export function paintFindings(map: MapLibreMap): () => void {
  // A check that finds the same again must not have the whole map drawn again.
  const shown = { pieces: '', marks: '' };
  const show = (name: keyof typeof shown, source: string, features: Feature[]): void => {
    const data = collection(features);
    const text = JSON.stringify(data);
    if (shown[name] === text) return;
    shown[name] = text;
    void setData(map, source, data);
  };
  const draw = (): void => {
    const { pieces, marks } = drawings();
    show('pieces', PIECES_SOURCE, pieces);
    show('marks', MARKERS_SOURCE, marks);
  };
  const drawAnew = (): void => {
    shown.pieces = '';
    shown.marks = '';
    draw();
  };
  draw();
  onRestored(map, drawAnew);
  const stops = [
    useLayout.subscribe((state, before) => {
      if (state.tab !== before.tab || state.dockOpen !== before.dockOpen) draw();
    }),
    useInspection.subscribe((state, before) => {
      if ((state.report === null) !== (before.report === null)) draw();
    }),
  ];
  const stop = useFindingsMap.subscribe((state, before) => {
    if (state.pulse !== before.pulse) pulse(map, 'pieces/pulse');
    const { findings, visible, focused, focusedPiece, hovered } = state;
    const changed =
      findings !== before.findings ||
      visible !== before.visible ||
      focused !== before.focused ||
      focusedPiece !== before.focusedPiece ||
      hovered !== before.hovered;
    if (changed) draw();
  });
  return () => [stop, ...stops].forEach((end) => end());
}
