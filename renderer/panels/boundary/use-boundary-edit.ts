import { useEffect, useMemo, useState } from 'react';
import type { CoordinateContext } from '../../../shared/crs/readings.ts';
import {
  boundaryNumber,
  boundaryPoint,
  boundaryRings,
  rowOfVertex,
  boundaryCount,
} from '../../../shared/map/boundary-points.ts';
import { movedVertex, type VertexAt } from '../../../shared/map/ring-edit.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { whenLayerWritable } from '../../commands/conditions.ts';
import { useBoundaryPoint } from '../../state/boundary.ts';
import { useTool } from '../../state/tool.ts';
import { deletePoint, insertAfter, movePoint } from './boundary-edits.ts';
import { editedPlace, typedInto, type EditColumn, type PointEdit } from './edit-point.ts';

interface Picked {
  readonly row: number;
  /** The vertex that was in hand on the map when the row was picked. */
  readonly active: VertexAt | null;
}

interface Typing {
  /** Revision of the feature that was typed into. */
  readonly rev: number;
  readonly edit: PointEdit;
}

/** The table's state: the point in hand, what is typed for it, and the shape it would get, shown on the map. */
export function useBoundaryEdit(record: FeatureRecord, context: CoordinateContext) {
  const geometry = record.geometry!;
  const rings = useMemo(() => boundaryRings(geometry), [geometry]);
  const count = boundaryCount(rings);
  // A vertex taken up on the map is the row in hand, until another row is picked.
  const active = useTool((state) => state.chosen[0] ?? null);
  const [picked, setPicked] = useState<Picked>({ row: 0, active: null });
  const taken =
    active === null || active === picked.active ? -1 : rowOfVertex(rings, active.ring, active.index);
  const current = Math.min(taken >= 0 ? taken : picked.row, count - 1);
  const point = boundaryPoint(geometry, rings, current);
  // What was typed stays on the map until the shape that has it is here.
  const [typing, setTyping] = useState<Typing | null>(null);
  const edit = typing?.rev === record.rev && typing.edit.row === current ? typing.edit : null;
  const setEdit = (next: PointEdit | null): void =>
    setTyping(next === null ? null : { rev: record.rev, edit: next });
  const place = edit !== null && point !== undefined ? editedPlace(edit, point.at, context) : null;
  const to = place?.ok ? place.value : null;
  const [lon, lat] = to ?? [null, null];

  // The shape on the map follows what is typed, and goes back when it is given up or the store has the new one.
  const [ring, vertex] = [point?.ring ?? 0, point?.index ?? 0];
  const preview = useMemo(
    () => (lon === null || lat === null ? null : movedVertex(geometry, ring, vertex, [lon, lat])),
    [geometry, ring, vertex, lon, lat],
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

  const pick = (index: number): void => {
    setEdit(null);
    const next = boundaryPoint(geometry, rings, index);
    if (next && useTool.getState().tool === 'modify') {
      useTool.setState({ chosen: [{ ring: next.ring, index: next.index, point: next.at }] });
    }
    setPicked({ row: index, active: useTool.getState().chosen[0] ?? null });
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
      setPicked({ row: index, active });
      setEdit(edit?.row === index ? { ...edit, column } : { row: index, column, texts: {} });
    },
    type: (column: EditColumn, text: string): void => setEdit(edit && typedInto(edit, column, text)),
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
      if (await insertAfter(record, point)) setPicked({ row: after + 1, active });
    },
    remove: async (): Promise<void> => {
      if (point !== undefined) await deletePoint(record, point);
    },
  };
}

export type BoundaryEdit = ReturnType<typeof useBoundaryEdit>;
