import { setImmediate as breathe } from 'node:timers/promises';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { composeSheet, type ComposedSheet } from '../../../shared/print/compose-sheet.ts';
import type { SheetFacts } from '../../../shared/print/facts.ts';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import type { SheetPage } from '../../../shared/print/sheet-window.ts';
import type { Reader } from '../../store/read/reader.ts';

/** What the pages of one sheet or atlas have in common. */
export interface SheetSource {
  readonly layout: SheetLayout;
  readonly facts: SheetFacts;
  readonly layers: readonly LayerState[];
  readonly extent: Box;
  readonly outlines: readonly Packed[];
  readonly overlay: Overlay;
}

/** Between two looks at the signal. */
const SLICE_MS = 8;

/**
 * Composes one page from what is stored now. `null` where the signal was aborted.
 *
 * @param onFeature told with each feature that has been read
 */
export async function composePage(
  reader: Reader,
  source: SheetSource,
  page: SheetPage,
  signal: AbortSignal,
  onFeature: () => void = () => {},
): Promise<ComposedSheet | null> {
  const composition = composeSheet({ ...source, page });
  let since = performance.now();
  for (const read of composition.reads) {
    const { layer, fields, box } = read;
    for await (const batch of reader.scan({ layer, fields, box, order: 'fid', batch: 200 })) {
      for (let i = 0; i < batch.fids.length; i++) {
        const geometry = batch.geometries[i];
        onFeature();
        if (!geometry) continue;
        const values: Record<string, FieldValue> = {};
        for (const name of fields) values[name] = batch.fields[name]?.[i] ?? null;
        composition.take(read, batch.fids[i]!, geometry, values);
      }
      if (performance.now() - since < SLICE_MS) continue;
      await breathe();
      if (signal.aborted) return null;
      since = performance.now();
    }
  }
  return composition.finish();
}
