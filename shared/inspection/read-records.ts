import type { Pace } from '../check/pace.ts';
import { recordLabel } from '../rules/record-label.ts';
import type { MessageParams } from '../rules/rule.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields } from '../model/record.ts';
import type { Box } from '../geometry/packed.ts';
import type { Collector } from './collect.ts';
import type { InspectionCheck, InspectionContext } from './define-check.ts';
import type { InspectionSource, ShapeFault } from './source.ts';

type ShapeCheck = Extract<InspectionCheck, { kind: 'shape' }>;
type RecordCheck = Extract<InspectionCheck, { kind: 'record' }>;

export interface ReadRecords {
  readonly source: InspectionSource;
  readonly context: InspectionContext;
  readonly collector: Collector;
  readonly shapes: readonly ShapeCheck[];
  readonly records: readonly RecordCheck[];
  readonly pace: Pace;
  /** Hears how many records have been read. */
  readonly onRead: (count: number) => void;
}

const subjectOf = (layer: string, fields: Fields): MessageParams => ({
  layer: { kind: 'layer', id: layer },
  a: recordLabel(fields),
});

/** Reads one layer once for all checks on values and on the bytes of shapes. */
export async function readRecords(parts: ReadRecords, schema: LayerSchema): Promise<void> {
  const { source, context, collector, records, pace } = parts;
  const faults = await oddShapes(parts, schema);
  const asked = records.filter((check) => check.fieldsOf(schema, context).length > 0);
  const fields = [...new Set(asked.flatMap((check) => check.fieldsOf(schema, context)))].filter((name) =>
    schema.fields.some((field) => field.name === name),
  );
  const unread: ShapeFault[] = [];
  for await (const batch of source.scan({ layer: schema.id, order: 'fid', fields })) {
    for (let i = 0; i < batch.fids.length; i++) {
      const fid = batch.fids[i]!;
      const uid = batch.uids[i]!;
      const shape = batch.geometries[i] ?? null;
      if (schema.geometry !== null && shape === null && !faults.has(fid)) {
        // Its header was in order, so what follows is not.
        unread.push({ fid, uid, kind: 'unreadable', detail: null });
      }
      const record = {
        ref: { table: schema.id, uid },
        fields: Object.fromEntries(fields.map((name) => [name, batch.fields[name]?.[i] ?? null])),
      };
      for (const check of asked) {
        check.visit(record, schema, context).forEach((message, at) =>
          collector.add(check.check, {
            layer: schema.id,
            uid,
            detail: `${message.key} ${at}`,
            messages: [message],
            box: shape?.box ?? null,
          }),
        );
      }
      await pace();
    }
    parts.onRead(batch.fids.length);
  }
  sayShapes(parts, schema, [...faults.values(), ...unread]);
}

/** Odd shapes of a layer by fid; none for a table without shapes. */
async function oddShapes(
  { source, pace }: ReadRecords,
  { id, geometry }: LayerSchema,
): Promise<ReadonlyMap<number, ShapeFault>> {
  const faults = new Map<number, ShapeFault>();
  if (geometry === null) return faults;
  for (const slice of source.shapeFaults(id)) {
    for (const fault of slice) faults.set(fault.fid, fault);
    await pace();
  }
  return faults;
}

function sayShapes(
  { source, shapes, collector }: ReadRecords,
  schema: LayerSchema,
  faults: readonly ShapeFault[],
): void {
  for (const check of shapes) {
    const own = faults.filter(({ kind }) => check.faults.includes(kind));
    const [first] = own;
    if (first === undefined) continue;
    if (check.together !== undefined && own.length > 1) {
      collector.add(check.check, {
        layer: schema.id,
        uid: null,
        detail: first.kind,
        messages: [check.together(first, schema.id, own.length)],
      });
      continue;
    }
    const known = labelled(source, schema.id, own);
    for (const fault of own) {
      collector.add(check.check, {
        layer: schema.id,
        uid: fault.uid,
        detail: fault.kind,
        messages: [check.message(fault, subjectOf(schema.id, known.get(fault.fid)?.fields ?? {}))],
        box: known.get(fault.fid)?.box ?? null,
      });
    }
  }
}

interface Labelled {
  readonly fields: Fields;
  readonly box: Box | null;
}

/** Values and place of records named by their fid, in slices that a query can take. */
function labelled(
  source: InspectionSource,
  layer: string,
  faults: readonly ShapeFault[],
): ReadonlyMap<number, Labelled> {
  const found = new Map<number, Labelled>();
  // More than are listed need no name.
  const fids = faults.slice(0, NAMED_AT_MOST).map(({ fid }) => fid);
  for (const { fid, fields, geometry } of source.featuresByFid(layer, fids)) {
    found.set(fid, { fields, box: geometry?.box ?? null });
  }
  return found;
}

const NAMED_AT_MOST = 2000;
