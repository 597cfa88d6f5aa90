import type { ColumnValues } from '../../../shared/bridge/query-contract.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { detectFormat } from '../../formats/catalogue.ts';
import type { FileRef } from '../../formats/define-format.ts';
import { createBreather } from './scratch.ts';

/** Different values that are counted; a column with more is no column of codes. */
const MOST = 5000;
/** Longest value that can be a code with its name. */
const LONGEST = 200;

/** Reads a whole layer and counts the values of one column; fails as its format does. */
export async function columnValuesOf(
  file: FileRef,
  question: { readonly sourceLayer: string; readonly encoding: string | null; readonly field: string },
  call: CallContext,
): Promise<Result<ColumnValues>> {
  const format = await detectFormat(file.path);
  if (!format.ok) return format;
  const breathe = createBreather();
  const counts = new Map<string, number>();
  let more = false;
  const options = {
    layer: question.sourceLayer,
    encoding: question.encoding,
    signal: call.signal,
    only: { field: question.field },
    onShare: (share: number) => call.progress({ share, stage: 'import.stage.values' }),
  };
  for await (const item of format.value.read(file, options)) {
    if (call.signal.aborted) return fail('cancelled');
    await breathe();
    if (item.kind === 'problem') continue;
    const raw = Object.hasOwn(item.values, question.field) ? item.values[question.field] : null;
    if (raw === null || raw === undefined || raw === '') continue;
    const value = String(raw).slice(0, LONGEST);
    const known = counts.get(value);
    if (known === undefined && counts.size >= MOST) more = true;
    else counts.set(value, (known ?? 0) + 1);
  }
  const values = [...counts].map(([value, count]) => ({ value, count }));
  return ok({ values: values.toSorted((a, b) => b.count - a.count), more });
}
