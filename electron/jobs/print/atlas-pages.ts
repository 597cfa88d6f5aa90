import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import {
  framePages,
  MOST_PAGES,
  standardPages,
  subjectPages,
  type AtlasSubject,
} from '../../../shared/print/atlas.ts';
import type { ItemOf } from '../../../shared/print/layout/layout-schema.ts';
import { SINGLE_PAGE, type SheetPage } from '../../../shared/print/sheet-window.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { SheetSource } from './compose-page.ts';

/** Every polygon of the layer with a role, with its name, in the order of its code. */
async function polygons(reader: Reader, source: SheetSource, role: string): Promise<AtlasSubject[]> {
  const schema = source.layers.find((layer) => layer.schema.role === role)?.schema;
  if (schema === undefined) return [];
  const code = schema.fields.find(({ standardName }) => standardName === 'XZQDM')?.name ?? 'code';
  const found: (AtlasSubject & { readonly code: string })[] = [];
  for await (const batch of reader.scan({ layer: schema.id, fields: ['name', code], order: 'fid' })) {
    batch.geometries.forEach((geometry, i) => {
      if (geometry?.kind !== 'polygon') return;
      const name = String(batch.fields['name']?.[i] ?? `#${batch.fids[i]}`);
      found.push({ name, geometry, code: String(batch.fields[code]?.[i] ?? '') });
    });
  }
  return found.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/** The ground that an atlas has to cover: the county, else the townships. */
async function groundOf(reader: Reader, source: SheetSource): Promise<Packed[]> {
  const county = await polygons(reader, source, 'county');
  const found = county.length > 0 ? county : await polygons(reader, source, 'township');
  return found.map(({ geometry }) => geometry);
}

/**
 * The pages of an atlas; one page without a name for none.
 *
 * Failures: `print.no-map` for a layout without a map, `print.no-townships`, `print.no-ground` where there is neither county
 * nor townships, `print.too-many-pages` (params: count, most).
 */
export async function atlasPages(
  reader: Reader,
  source: SheetSource,
  overlay: Overlay,
): Promise<Result<readonly SheetPage[]>> {
  const { atlas } = source.layout;
  if (atlas.kind === 'none') return ok([SINGLE_PAGE]);
  const map = source.layout.items.find((item): item is ItemOf<'map'> => item.kind === 'map');
  if (map === undefined) return fail('print.no-map');
  if (atlas.kind === 'townships') {
    const townships = await polygons(reader, source, 'township');
    return townships.length === 0 ? fail('print.no-townships') : ok(subjectPages(townships));
  }
  const ground = await groundOf(reader, source);
  if (ground.length === 0) return fail('print.no-ground');
  const { extent, facts } = source;
  const pages =
    atlas.kind === 'sheets'
      ? standardPages(extent, ground, atlas.scale, overlay)
      : framePages(map, facts.crs, extent, ground, atlas.overlap, overlay);
  return pages.length > MOST_PAGES
    ? fail('print.too-many-pages', { count: pages.length, most: MOST_PAGES })
    : ok(pages);
}
