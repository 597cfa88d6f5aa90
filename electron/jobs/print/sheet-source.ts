import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { sheetTemplate } from '../../../shared/print/layout/templates.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { SheetSource } from './compose-page.ts';
import { sheetExtent, sheetFacts } from './sheet-facts.ts';

/**
 * What a layout is composed from in a blueprint as it is now.
 *
 * Failures: `print.empty` for a blueprint without features, `print.no-zone` where no zone of the plane fits it.
 */
export function sheetSource(
  reader: Reader,
  layout: SheetLayout,
  { name, date }: { readonly name: string; readonly date: string },
  overlay: Overlay,
): Result<SheetSource> {
  const layers = reader.layers();
  const extent = sheetExtent(layers);
  if (extent === null) return fail('print.empty');
  const plan = sheetTemplate(layout.template)?.kind.plan ?? null;
  const facts = sheetFacts(reader, extent, { name, date, plan });
  if (facts === undefined) return fail('print.no-zone');
  return ok({ layout, facts, layers, extent, outlines: [], overlay });
}
