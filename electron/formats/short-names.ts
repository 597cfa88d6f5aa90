import type { OutEncoding, OutField } from '../../shared/export/out-layer.ts';
import { cutToBytes, encodeText } from './encode-text.ts';

/** Bytes a field name of a dBASE table may have. */
export const DBF_NAME_BYTES = 10;

const lengthOf = (name: string, encoding: OutEncoding): number => encodeText(name, encoding).bytes.length;

/** Field names as a dBASE table can hold them: ten bytes, whole characters, no two alike (letter case does not count). */
export function shortNames(fields: readonly OutField[], encoding: OutEncoding): string[] {
  const whole = fields.map(({ name }) =>
    lengthOf(name, encoding) <= DBF_NAME_BYTES ? name.toUpperCase() : null,
  );
  // A name that fits keeps its place; the cut ones go round it.
  const used = new Set(whole.filter((name) => name !== null));
  return fields.map(({ name }, i) => {
    if (whole[i] !== null) return name;
    let short = cutToBytes(name, encoding, DBF_NAME_BYTES);
    for (let n = 1; used.has(short.toUpperCase()); n++) {
      const tail = `_${n}`;
      short = cutToBytes(name, encoding, DBF_NAME_BYTES - tail.length) + tail;
    }
    used.add(short.toUpperCase());
    return short;
  });
}
