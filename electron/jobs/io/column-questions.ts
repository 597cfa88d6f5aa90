import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { ioContract } from '../../../shared/bridge/worker-contracts.ts';
import { conversionReport, type CountedValue } from '../../../shared/change/convert-value.ts';
import { classBreaks, classCounts, type Weighted } from '../../../shared/map/class-breaks.ts';
import { ownField } from '../../../shared/model/own-layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';

type Questions = Pick<ApiOf<typeof ioContract>, 'fieldValues' | 'classBreaks' | 'conversionPreview'>;

const isNumber = (one: CountedValue): one is CountedValue & Weighted =>
  typeof one.value === 'number' && Number.isFinite(one.value);
const isFilled = (one: CountedValue): one is CountedValue & { readonly value: string | number } =>
  one.value !== null && one.value !== '';
const sumOf = (values: readonly CountedValue[]): number => values.reduce((sum, { count }) => sum + count, 0);

/** What styles and changes of fields ask about the values of a whole column. Failures `read.not-open`, `read.no-such-field`. */
export function columnQuestions(reader: () => Reader | null): Questions {
  const valuesOf = (layer: string, field: string): Result<readonly CountedValue[]> => {
    const open = reader();
    if (open === null) return fail('read.not-open');
    const values = open.columnValues(layer, field);
    return values === undefined ? fail('read.no-such-field', { layer, field }) : ok(values);
  };
  return {
    fieldValues: ({ layer, field, limit }) => {
      const values = valuesOf(layer, field);
      if (!values.ok) return values;
      const filled = values.value.filter(isFilled);
      return ok({
        distinct: filled.length,
        empty: sumOf(values.value.filter((one) => !isFilled(one))),
        values: filled.toSorted((a, b) => b.count - a.count).slice(0, limit),
      });
    },
    classBreaks: ({ layer, field, method, classes }) => {
      const values = valuesOf(layer, field);
      if (!values.ok) return values;
      const numbers = values.value.filter(isNumber).toSorted((a, b) => a.value - b.value);
      const breaks = classBreaks(numbers, method, classes);
      return ok({
        breaks,
        counts: classCounts(numbers, breaks),
        empty: sumOf(values.value.filter((one) => !isNumber(one))),
      });
    },
    conversionPreview: ({ layer, field, to }) => {
      const values = valuesOf(layer, field);
      if (!values.ok) return values;
      const { type, length, domain } = to;
      const target = ownField('', {
        name: field,
        label: { 'zh-CN': field, en: field },
        type,
        ...(length !== null && { length }),
        ...(domain !== null && { domain }),
      });
      return ok(conversionReport(values.value, target));
    },
  };
}
