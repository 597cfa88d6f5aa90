import type { FieldEstimate } from '../../../shared/bridge/exchange-contract.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { Reader } from '../../store/read/reader.ts';

/** Features of a layer that are weighed; the others weigh as much on average. */
const WEIGHED = 300;
/** What a row takes beside its content: its place in the table, in the index of uids and in that of boxes, bytes. */
const ROW_BYTES = 190;
/** A cut without features: tables, texts of the ruleset, spatial reference systems, bytes. */
const EMPTY_BYTES = 700_000;

function meanBytes(reader: Reader, layer: string, fids: readonly number[]): number {
  const step = Math.max(1, Math.floor(fids.length / WEIGHED));
  const some = fids.filter((_fid, i) => i % step === 0).slice(0, WEIGHED);
  const fields = reader.schema(layer)?.fields.map(({ name }) => name) ?? [];
  let bytes = 0;
  reader.visit(layer, some, fields, (row) => {
    const geometry = row.geometry();
    const { values } = row;
    bytes += ROW_BYTES + (geometry === null ? 0 : 8 * geometry.xy.length + 60);
    for (const value of values)
      bytes += typeof value === 'string' ? value.length * 2 : value === null ? 1 : 6;
  });
  return some.length === 0 ? 0 : bytes / some.length;
}

/**
 * About how much a package for the field would hold before it is packed. Layers are weighed by some of their features,
 * so that the answer comes at once.
 */
export function estimateField(reader: Reader, area: Box, layers: readonly string[]): FieldEstimate {
  return reader.within(() => {
    let [features, bytes] = [0, EMPTY_BYTES];
    for (const layer of layers) {
      const fids = reader.candidates(layer, area);
      features += fids.length;
      bytes += fids.length * meanBytes(reader, layer, fids);
    }
    return { features, bytes: Math.round(bytes) };
  });
}
