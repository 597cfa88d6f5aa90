import type { FieldValue, RecordRef } from '../../shared/model/record.ts';
import { services } from '../bridge/client.ts';
import { layerOf } from './layers.ts';
import { notify, notifyFailure } from './notices.ts';
import { useSelection } from './selection.ts';

/** As many as are selected at once: what one command can write. */
const MOST = 10_000;
const PAGE = 1000;
/** Domains that say nothing of what a feature is. */
const MARKS = new Set(['classification_mark', 'class_edition']);

/** The field that says what kind of thing a feature of a layer is; null where there is none. */
export function classFieldOf(layer: string): string | null {
  const coded = (layerOf(layer)?.schema.fields ?? []).filter(
    ({ domain }) => domain !== undefined && !MARKS.has(domain),
  );
  return (coded.find(({ required }) => required) ?? coded[0])?.name ?? null;
}

/** Features of a layer, read a page at a time; with `wanted` those whose field has that value. */
async function collect(
  layer: string,
  wanted: { readonly field: string; readonly value: FieldValue } | null,
): Promise<readonly RecordRef[] | null> {
  const query = services()?.query;
  if (query === undefined) return null;
  const refs: RecordRef[] = [];
  for (let offset = 0; refs.length <= MOST; offset += PAGE) {
    const page = await query.table({
      layer,
      fields: wanted === null ? [] : [wanted.field],
      sort: null,
      search: '',
      offset,
      limit: PAGE,
    });
    if (!page.ok) {
      notifyFailure(page.error);
      return null;
    }
    for (const { uid, values } of page.value.rows) {
      if (wanted === null || (values[0] ?? null) === wanted.value) refs.push({ table: layer, uid });
    }
    if (offset + PAGE >= page.value.total) break;
  }
  return refs;
}

let turn = 0;

/** Selects what is found, unless something else has been asked for meanwhile. */
async function select(found: Promise<readonly RecordRef[] | null>): Promise<void> {
  turn += 1;
  const mine = turn;
  const refs = await found;
  if (refs === null || mine !== turn) return;
  useSelection.getState().set(refs.slice(0, MOST));
  if (refs.length > MOST) notify('info', 'catalogue.selected-first', { n: MOST });
}

/** Selects all features of a layer. */
export const selectAllOf = (layer: string): Promise<void> => select(collect(layer, null));

/** Selects all features of the same layer and class as one. */
export async function selectSameClass(ref: RecordRef | null): Promise<void> {
  const field = ref === null ? null : classFieldOf(ref.table);
  const query = services()?.query;
  if (ref === null || field === null || query === undefined) return;
  const found = await query.features({ refs: [ref] });
  const record = found.ok ? found.value[0] : undefined;
  if (record === undefined) return;
  await select(collect(ref.table, { field, value: record.fields[field] ?? null }));
}
