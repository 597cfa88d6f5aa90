import { setImmediate as breathe } from 'node:timers/promises';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { EMPTY_BOX, isEmptyBox, unionBox } from '../../../shared/geometry/box.ts';
import { labelPoint } from '../../../shared/geometry/label-point.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { fieldsRead, noticeFeatures, type ReadFeature } from '../../../shared/notice/entries.ts';
import { guardFields, mayGoOut, PUBLIC, withinWhitelist } from '../../../shared/notice/fields.ts';
import { frameAround, pathOf, type Framed } from '../../../shared/notice/frame.ts';
import { MOST_ENTRIES } from '../../../shared/notice/record.ts';
import { colorFields, shapeColors } from '../../../shared/notice/shape-colors.ts';
import type {
  NoticeDraft,
  NoticeFeature,
  NoticeLayer,
  PageLabel,
  PageShape,
} from '../../../shared/notice/types.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';

export interface DraftRequest {
  readonly layers: readonly NoticeLayer[];
  readonly language: Language;
}

interface ReadLayer {
  readonly schema: LayerSchema;
  readonly features: readonly ReadFeature[];
  readonly numbered: readonly NoticeFeature[];
}

/**
 * Reads what a public notice says: the chosen layers of the whitelist with the chosen fields, numbered, and their
 * shapes in units of the page, from which a picture is drawn. Features that must not go out are in neither. One state
 * of the file.
 *
 * Failures: `notice.secret` for a blueprint that is marked secret, `notice.no-layers`, `notice.empty`,
 * `notice.too-many` (count, limit), `cancelled`.
 */
export async function noticeDraft(
  reader: Reader,
  request: DraftRequest,
  { signal }: Pick<CallContext, 'signal'>,
): Promise<Result<NoticeDraft>> {
  if (reader.info('classification') === 'secret') return fail('notice.secret');
  const chosen = withinWhitelist(request.layers);
  if (chosen.length === 0) return fail('notice.no-layers');
  const held = await reader.at();
  try {
    const layers: ReadLayer[] = [];
    let count = 0;
    for (const one of chosen) {
      const schema = reader.schema(one.layer);
      if (schema === undefined) continue;
      const colors = colorFields(schema, reader.style(one.layer));
      const all = await readLayer(reader, schema, [...fieldsRead(one), ...guardFields(one.layer), ...colors]);
      if (signal.aborted) return fail('cancelled');
      const features = all.filter(({ fields }) => mayGoOut(one.layer, fields));
      const numbered = noticeFeatures(schema, one, features, request.language, count + 1);
      count += numbered.length;
      if (count > MOST_ENTRIES) return fail('notice.too-many', { count, limit: MOST_ENTRIES });
      layers.push({ schema, features, numbered });
      await breathe();
    }
    if (count === 0) return fail('notice.empty');
    const ground = await background(reader);
    const boxes = [ground, ...layers.map(({ features }) => features)]
      .flat()
      .map(({ geometry }) => geometry.box)
      .filter((box) => !isEmptyBox(box));
    const framed = frameAround(boxes);
    const features = layers.flatMap(({ numbered }) => numbered);
    return ok({
      features,
      pins: features.map(({ entry, at: [lon, lat] }) => ({
        number: entry.number,
        at: framed.toPage(lon, lat),
      })),
      home: homeOf(ground, boxes),
      shapes: [...drawn(reader, layers, framed), ...ground.map((one) => outline(one, framed))],
      labels: ground.flatMap((one) => placeName(one, framed)),
      frame: framed.frame,
      unitM: framed.unitM,
    });
  } finally {
    held.release();
  }
}

/** Features with a shape; a field that the layer does not have is null. */
async function readLayer(
  reader: Reader,
  schema: LayerSchema,
  fields: readonly string[],
): Promise<ReadFeature[]> {
  const names = [...new Set(fields)].filter((name) => schema.fields.some((field) => field.name === name));
  const features: ReadFeature[] = [];
  for await (const batch of reader.scan({ layer: schema.id, order: 'fid', fields: names })) {
    batch.uids.forEach((uid, i) => {
      const geometry = batch.geometries[i] ?? null;
      if (geometry === null) return;
      const values = Object.fromEntries(names.map((name) => [name, batch.fields[name]?.[i] ?? null]));
      features.push({ uid, fields: values, geometry });
    });
  }
  return features;
}

interface Ground extends ReadFeature {
  readonly role: string | null;
}

/** Outlines and names that only help to find one's way: county and townships. */
async function background(reader: Reader): Promise<Ground[]> {
  const found: Ground[] = [];
  for (const id of PUBLIC.background) {
    const schema = reader.schema(id);
    if (schema === undefined) continue;
    for (const one of await readLayer(reader, schema, ['name'])) found.push({ ...one, role: schema.role });
  }
  return found;
}

/** Where an opinion about the plan as a whole stands: inside the county, else in the middle of everything. */
function homeOf(ground: readonly Ground[], boxes: readonly Box[]): readonly [number, number] {
  const county = ground.find(({ role }) => role === 'county');
  const inside = county === undefined ? undefined : labelPoint(county.geometry);
  if (inside !== undefined) return inside;
  const [west, south, east, north] = boxes.reduce(unionBox, EMPTY_BOX);
  return [(west + east) / 2, (south + north) / 2];
}

const outline = ({ geometry }: Ground, { toPage }: Framed): PageShape => ({
  number: null,
  path: pathOf(geometry, toPage),
  fill: 'none',
  stroke: 'none',
});

function placeName({ geometry, fields, role }: Ground, { toPage }: Framed): PageLabel[] {
  const at = labelPoint(geometry);
  const name = String(fields['name'] ?? '').trim();
  return role !== 'township' || at === undefined || name === '' ? [] : [{ text: name, at: toPage(...at) }];
}

/** The shapes of all layers, the largest below, so that each can be pressed. */
function drawn(reader: Reader, layers: readonly ReadLayer[], framed: Framed): PageShape[] {
  const all = layers.flatMap(({ schema, features, numbered }) => {
    const style = reader.style(schema.id);
    const numberOf = new Map(numbered.map(({ uid, entry }) => [uid, entry.number]));
    return features.flatMap(({ uid, fields, geometry }) => {
      const number = numberOf.get(uid);
      const path = pathOf(geometry, framed.toPage);
      if (number === undefined || path === '') return [];
      const [west, south, east, north] = geometry.box;
      const size = (east - west) * (north - south);
      return [{ size, shape: { number, path, ...shapeColors(schema, style, fields) } }];
    });
  });
  return all.sort((a, b) => b.size - a.size).map(({ shape }) => shape);
}
