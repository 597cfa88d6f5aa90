import { useEffect, useMemo, useState } from 'react';
import type { CoordinateContext } from '../../../shared/crs/readings.ts';
import {
  boundaryNumber,
  boundaryPoint,
  boundaryRings,
  rowOfVertex,
  boundaryCount,
} from '../../../shared/map/boundary-points.ts';
import { movedVertex } from '../../../shared/map/ring-edit.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { whenLayerWritable } from '../../commands/conditions.ts';
import { useBoundaryPoint } from '../../state/boundary.ts';
import { useTool } from '../../state/tool.ts';
import { deletePoint, insertAfter, movePoint } from './boundary-edits.ts';
import { editedPlace, typedInto, type EditColumn, type PointEdit } from './edit-point.ts';

/** The table's state: the point in hand, what is typed for it, and the shape it would get, shown on the map. */
export function useBoundaryEdit(record: FeatureRecord, context: CoordinateContext) {
  const geometry = record.geometry!;
  const rings = useMemo(() => boundaryRings(geometry), [geometry]);
  const count = boundaryCount(rings);
  const [current, setCurrent] = useState(0);
  const [edit, setEdit] = useState<PointEdit | null>(null);
  const point = boundaryPoint(geometry, rings, Math.min(current, count - 1));
  const place = edit !== null && point !== undefined ? editedPlace(edit, point.at, context) : null;
  const to = place?.ok ? place.value : null;
  const [lon, lat] = to ?? [null, null];

  // The shape on the map follows what is typed, and goes back when it is given up or the store has the new one.
  const preview = useMemo(
    () =>
      lon === null || lat === null || point === undefined
        ? null
        : movedVertex(geometry, point.ring, point.index, [lon, lat]),
    [geometry, point?.ring, point?.index, lon, lat],
  );
  useEffect(() => {
    useTool.setState({ preview: preview === null ? null : { uid: record.uid, geometry: preview } });
  }, [preview, record.uid]);
  useEffect(() => () => useTool.setState({ preview: null }), []);

  const [markLon, markLat] = to ?? point?.at ?? [null, null];
  const row = point?.row ?? -1;
  useEffect(() => {
    if (markLon !== null && markLat !== null) {
      useBoundaryPoint.getState().show({ at: [markLon, markLat], number: boundaryNumber(row) });
    }
  }, [markLon, markLat, row]);
  useEffect(() => () => useBoundaryPoint.getState().show(null), []);

  // What was typed stays on the map until the shape that has it is here.
  useEffect(() => setEdit(null), [record.rev]);

  // A vertex taken up on the map is the row in hand.
  const active = useTool((state) => state.activeHandle);
  useEffect(() => {
    const taken = active === null ? -1 : rowOfVertex(rings, active.ring, active.index);
    if (taken >= 0) setCurrent(taken);
  }, [active, rings]);

  const pick = (index: number): void => {
    setEdit(null);
    setCurrent(index);
    const picked = boundaryPoint(geometry, rings, index);
    if (picked && useTool.getState().tool === 'modify') {
      const { ring, index: vertex, at } = picked;
      useTool.setState({ activeHandle: { ring, index: vertex, point: at } });
    }
  };
  const writable = whenLayerWritable(record.layer);
  return {
    geometry,
    rings,
    count,
    current: row,
    point,
    edit,
    failure: place !== null && !place.ok ? place.error : null,
    writable,
    pick,
    begin: (index: number, column: EditColumn): void => {
      if (writable !== true) return;
      setCurrent(index);
      setEdit((now) => (now?.row === index ? { ...now, column } : { row: index, column, texts: {} }));
    },
    type: (column: EditColumn, text: string): void => setEdit((now) => now && typedInto(now, column, text)),
    cancel: (): void => setEdit(null),
    /** Moves the point to where it was typed. A refused move leaves what was typed. */
    commit: async (): Promise<void> => {
      if (point === undefined || place?.ok === false) return;
      const unchanged = to === null || (to[0] === point.at[0] && to[1] === point.at[1]);
      if (unchanged) setEdit(null);
      else await movePoint(record, point, to);
    },
    insert: async (): Promise<void> => {
      if (point === undefined) return;
      const after = point.row;
      if (await insertAfter(record, point)) setCurrent(after + 1);
    },
    remove: async (): Promise<void> => {
      if (point !== undefined) await deletePoint(record, point);
    },
  };
}

export type BoundaryEdit = ReturnType<typeof useBoundaryEdit>;
