import type { ApiOf, CallContext } from '../../../shared/bridge/contract.ts';
import { MAX_COPIED, type PackedRefs } from '../../../shared/bridge/rows-contract.ts';
import type { RowFilter, RowSort } from '../../../shared/bridge/rows-schemas.ts';
import type { rowsContract } from '../../../shared/bridge/worker-contracts.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { openCatalogue, type Catalogue } from './catalogue.ts';
import { openConnection, within, type Connection } from './connection.ts';
import { lastSeq } from './history.ts';
import { rowFigures } from './rows-figures.ts';
import { orderedFids } from './rows-open.ts';
import { boxAround, fidsOf, refsOf, rowPage, rowText } from './rows-page.ts';
import { fidsByLocation, fidsByShape } from './rows-place.ts';
import { editPreview } from './rows-preview.ts';
import { fieldValues } from './rows-values.ts';

/** A layer in one order, as it was at a revision. */
interface View {
  readonly id: number;
  readonly key: string;
  readonly layer: string;
  readonly fids: Float64Array;
  /** Places by fid, made when they are asked for. */
  places?: Map<number, number>;
}

interface Opened {
  readonly connection: Connection;
  readonly catalogue: Catalogue;
}
function openFile(path: string): Opened {
  const connection = openConnection(path);
  return { connection, catalogue: openCatalogue(connection) };
}

/** Orders kept: going back to a sort or a filter costs nothing, and pages under way keep theirs. */
const KEPT = 8;
/** How long a question may hold the thread before others get a turn, milliseconds. */
const SLICE_MS = 12;

const pad = (part: number): string => String(part).padStart(2, '0');
/** Today in the time of this computer. */
const today = (): string => {
  const now = new Date();
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
};
/** Tells lists of fids apart without keeping them (FNV-1a over their bytes). */
function markOf(fids: Float64Array | null): string {
  if (fids === null) return '';
  let hash = 0x811c9dc5;
  for (const word of new Uint32Array(fids.slice().buffer)) hash = Math.imul(hash ^ word, 0x01000193);
  return `${fids.length}/${hash >>> 0}`;
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Questions over whole layers: order, filter, figures, what an edit would do, what lies where. The attribute table
 * asks them; a thread of its own answers, so that sorting 200,000 rows does not hold up the pointer.
 */
export function createRowsService(log: (level: string, message: string) => void): ApiOf<typeof rowsContract> {
  let open: Opened | null = null;
  /** What takes long holds one state of the file; on a connection of its own, so that others see the newest. */
  let slow: Opened | null = null;
  let views: View[] = [];
  let last = 0;
  /** Revision of the last commit that touched a layer: orders of other layers stay right. */
  const touched = new Map<string, number>();

  const close = (): void => {
    open?.connection.close();
    slow?.connection.close();
    open = null;
    slow = null;
    views = [];
    touched.clear();
  };
  /** Asks of a layer on one state of the file. Failures `read.not-open`, `read.no-such-layer`. */
  const ask = <T>(
    layer: string,
    work: (connection: Connection, schema: LayerSchema) => Result<T>,
  ): Result<T> => {
    if (open === null) return fail('read.not-open');
    const { connection, catalogue } = open;
    return within(connection, () => {
      const schema = catalogue.schema(layer);
      return schema === undefined ? fail('read.no-such-layer', { layer }) : work(connection, schema);
    });
  };
  /** The same for what takes long: in slices, until it is done or no longer wanted. */
  const askSlowly = async <T>(
    layer: string,
    call: CallContext,
    work: (connection: Connection, schema: LayerSchema) => Generator<void, Result<T>>,
  ): Promise<Result<T>> => {
    if (open === null) return fail('read.not-open');
    slow ??= openFile(open.connection.path);
    const { connection, catalogue } = slow;
    const release = connection.pin();
    try {
      const schema = catalogue.schema(layer);
      if (schema === undefined) return fail('read.no-such-layer', { layer });
      const steps = work(connection, schema);
      let began = performance.now();
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return step.value;
        if (performance.now() - began < SLICE_MS) continue;
        await turn();
        if (call.signal.aborted || slow?.connection !== connection) return fail('cancelled');
        began = performance.now();
      }
    } finally {
      release();
    }
  };
  const viewOf = (id: number): Result<View> => {
    const view = views.find((one) => one.id === id);
    return view === undefined ? fail('read.rows-gone') : ok(view);
  };
  const inView = <T>(
    id: number,
    work: (connection: Connection, schema: LayerSchema, view: View) => Result<T>,
  ): Result<T> => {
    const view = viewOf(id);
    if (!view.ok) return view;
    return ask(view.value.layer, (connection, schema) => work(connection, schema, view.value));
  };
  const opened = (filter: RowFilter, sort: RowSort): Result<View> =>
    ask(filter.layer, (connection, schema) => {
      const key = JSON.stringify([
        { ...filter, fids: markOf(filter.fids) },
        sort,
        touched.get(filter.layer) ?? 0,
        today(),
        JSON.stringify(schema).length,
      ]);
      const known = views.find((view) => view.key === key);
      if (known !== undefined) {
        views = [known, ...views.filter((view) => view !== known)];
        return ok(known);
      }
      const fids = orderedFids(connection, schema, filter, sort, today());
      if (!fids.ok) return fids;
      last += 1;
      const view: View = { id: last, key, layer: filter.layer, fids: fids.value };
      views = [view, ...views].slice(0, KEPT);
      return ok(view);
    });

  return {
    open: ({ path }) => {
      close();
      try {
        const file = openFile(path);
        open = file;
        within(file.connection, () => lastSeq(file.connection));
        return ok(null);
      } catch (error) {
        close();
        const { code } = error as { code?: unknown };
        if (typeof code !== 'string') throw error;
        log('warn', `rows: ${code}`);
        return fail('read.cannot-open', { path, detail: code });
      }
    },
    close: () => {
      close();
      return ok(null);
    },
    committed: (change) => {
      for (const { layer } of change.touched) touched.set(layer, change.rev);
      return ok(null);
    },
    openRows: ({ filter, sort }) => {
      const view = opened(filter, sort);
      return view.ok ? ok({ view: view.value.id, total: view.value.fids.length }) : view;
    },
    rowPage: ({ view, fields, offset, limit }) =>
      inView(view, (connection, schema, { fids }) =>
        rowPage(connection, schema, fids.subarray(offset, offset + limit), fields),
      ),
    rowRefs: ({ view, offset, limit }) =>
      inView(view, (connection, schema, { fids }) =>
        ok(refsOf(connection, schema, fids.slice(offset, offset + limit))),
      ),
    rowIndex: ({ view: id, fid }) => {
      const view = viewOf(id);
      if (!view.ok) return view;
      view.value.places ??= new Map(Array.from(view.value.fids, (one, i) => [one, i]));
      return ok(view.value.places.get(fid) ?? -1);
    },
    rowFigures: ({ filter, group, sums }) =>
      ask(filter.layer, (connection, schema) =>
        rowFigures(connection, schema, filter, { group, sums }, today()),
      ),
    rowValues: ({ layer, field, part, limit }) =>
      ask(layer, (connection, schema) => {
        const values = fieldValues(connection, schema, field, part, limit);
        return values === null ? fail('read.no-such-field', { layer }) : ok(values);
      }),
    rowFids: ({ layer, uids }) =>
      ask(layer, (connection, schema) => ok(fidsOf(connection, schema, uids === '' ? [] : uids.split('\n')))),
    rowsBox: ({ layer, fids }) => ask(layer, (connection, schema) => ok(boxAround(connection, schema, fids))),
    previewEdit: ({ filter, edit, limit }, call) =>
      askSlowly(filter.layer, call, (connection, schema) =>
        editPreview(connection, schema, filter, edit, limit, today()),
      ),
    rowText: ({ view, fields }) =>
      inView(view, (connection, schema, { fids }) => {
        if (fids.length > MAX_COPIED) return fail('table.copy-many', { limit: MAX_COPIED });
        const text = rowText(connection, schema, fids, fields);
        return text.ok ? ok({ text: text.value, rows: fids.length }) : text;
      }),
    selectByGeometry: async ({ layers, shape, how }, call) => {
      const found: PackedRefs[] = [];
      for (const layer of new Set(layers)) {
        const refs = await askSlowly(layer, call, function* (connection, schema) {
          return ok(refsOf(connection, schema, yield* fidsByShape(connection, schema, shape, how)));
        });
        if (!refs.ok) return refs;
        if (refs.value.fids.length > 0) found.push(refs.value);
      }
      return ok(found);
    },
    selectByLocation: ({ filter, of, how, metres }, call) =>
      askSlowly(filter.layer, call, function* (connection, schema): Generator<void, Result<PackedRefs>> {
        const other = slow?.catalogue.schema(of.layer);
        if (other === undefined) return fail('read.no-such-layer', { layer: of.layer });
        const fids = orderedFids(connection, schema, filter, [], today());
        if (!fids.ok) return fids;
        const others = orderedFids(connection, other, of, [], today());
        if (!others.ok) return others;
        const found = yield* fidsByLocation(
          connection,
          { schema, fids: fids.value },
          { schema: other, fids: others.value },
          how,
          metres,
        );
        return ok(refsOf(connection, schema, found));
      }),
  };
}
