import { z } from 'zod';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import type { FindingMessage } from '../rule.ts';
import { subjectParams, wholePiece } from '../self-piece.ts';
import { hasField, numberOf } from './filled.ts';
import { isBeyond } from './tolerance.ts';

const DEDUCTED = 'deducted_area_m2 = area_m2 * ridge_coefficient';
const NET = 'net_area_m2 = area_m2 - deducted_area_m2';
const FIELDS = ['area_m2', 'ridge_coefficient', 'deducted_area_m2', 'net_area_m2'] as const;

/**
 * 扣除面积: deducted and net area follow from area and coefficient. A coefficient without a deducted area counts
 * as nothing deducted; where a figure is not known otherwise, the equation is not asked.
 */
export const ridgeDeduction = defineSelf({
  id: 'ridge-deduction',
  params: z.strictObject({
    filter: z.strictObject({ equations: z.array(z.enum([DEDUCTED, NET])).min(1) }),
    thresholds: z.strictObject({ tolerance_m2: z.number().nonnegative() }),
  }),
  messages: ['deduction', 'net-area'],
  appliesTo: (schema) => FIELDS.every((name) => hasField(schema, name)),
  fieldsOf: (schema) => [...FIELDS, ...labelFieldsOf(schema)],
  readsGeometry: false,
  evaluate(feature, _schema, { filter, thresholds }, severity) {
    const [area, coefficient, deducted, net] = FIELDS.map((name) => numberOf(feature.fields, name));
    if (area === null || area === undefined) return [];
    const facts: Record<string, number> = {};
    if (filter.equations.includes(DEDUCTED) && typeof coefficient === 'number') {
      const expected = area * coefficient;
      if (isBeyond(deducted ?? 0, expected, thresholds.tolerance_m2)) {
        facts['deducted'] = deducted ?? 0;
        facts['expected_deducted'] = expected;
      }
    }
    if (filter.equations.includes(NET) && typeof net === 'number') {
      const expected = area - (deducted ?? 0);
      if (isBeyond(net, expected, thresholds.tolerance_m2)) {
        facts['net'] = net;
        facts['expected_net'] = expected;
      }
    }
    return Object.keys(facts).length === 0 ? [] : [wholePiece(feature, severity, facts)];
  },
  sentences(subject, pieces) {
    const piece = pieces[0]!;
    const sentence = (key: string, value: string): FindingMessage => ({
      key,
      params: {
        ...subjectParams(subject),
        value: { kind: 'area', m2: numberFact(piece, value), unit: 'm2' },
        expected: { kind: 'area', m2: numberFact(piece, `expected_${value}`), unit: 'm2' },
      },
    });
    const net = sentence('net-area', 'net');
    if (!('deducted' in piece.facts)) return [net];
    const deducted = sentence('deduction', 'deducted');
    return 'net' in piece.facts ? [deducted, net] : [deducted];
  },
});
