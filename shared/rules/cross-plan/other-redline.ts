import { z } from 'zod';
import { inCore } from '../core-reserve.ts';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { LABEL_FIELDS, labelOf, textOf } from '../fact-params.ts';
import { passes, sideFilter } from '../filter.ts';
import { overlapPiece } from '../overlap-piece.ts';
import type { SubjectFacts } from '../bound-rule.ts';
import type { FindingMessage } from '../rule.ts';
import { areaOf } from '../sentence-params.ts';

/** A code or its beginning to the item of 自然资发〔2022〕142号 that may apply to it outside the core. */
const items = z.record(z.string().min(1), z.string().min(1)).default({});

const params = z.strictObject({
  filter: overlapFilter.extend({
    /** Which subjects count, by the role of their layer. */
    planned_use: sideFilter.optional(),
    project: sideFilter.optional(),
    /** Subjects that passing this answers outside the core: an item is recorded. */
    answered: sideFilter,
    determination: z.strictObject({ land_class: items, project_type: items }),
  }),
  thresholds: overlapThresholds,
});
type Params = z.infer<typeof params>;

const beginnings = new WeakMap<Readonly<Record<string, string>>, readonly string[]>();

/** The beginnings of codes in a table, longest first; sorted once for all subjects. */
function longestFirst(table: Readonly<Record<string, string>>): readonly string[] {
  const known = beginnings.get(table) ?? Object.keys(table).sort((a, b) => b.length - a.length);
  beginnings.set(table, known);
  return known;
}

/** The item that may apply to a subject, by the longest beginning of its code; null where none is known. */
function itemOf({ fields }: SubjectFacts, { filter }: Params): string | null {
  for (const field of ['land_class', 'project_type'] as const) {
    const code = textOf(fields, field) ?? '';
    const prefix = longestFirst(filter.determination[field]).find((one) => code.startsWith(one));
    if (prefix !== undefined) return filter.determination[field][prefix] ?? null;
  }
  return null;
}

/**
 * 红线内规划建设用地或项目. Outside the core a recorded item answers it; in the core nothing does. Never a plain yes
 * or no: barred in the core, a determination elsewhere, under the item that the use may fall under.
 */
export const otherRedline = defineRule({
  id: 'other-redline',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: {
    subject: [...LABEL_FIELDS, 'project_type', 'settlement_attribute', 'limited_activity_item'],
    counterpart: ['is_core_reserve'],
  },
  params,
  messages: ['other-x-redline', 'no-item-x-redline', 'redline-core'],
  admitsSubject: (fields, role, { filter }) =>
    passes(fields, filter.subject) &&
    passes(fields, role === 'project' ? filter.project : role === 'planned_use' ? filter.planned_use : {}),
  concerns: (subject, redline, { filter }) => inCore(redline) || !passes(subject, filter.answered),
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, ['is_core_reserve']),
  sentences(subject, pieces, measure, values) {
    const a = labelOf(subject);
    const core = pieces.filter(({ facts }) => inCore(facts));
    const rest = pieces.filter(({ facts }) => !inCore(facts));
    const inside = (): FindingMessage => ({
      key: 'redline-core',
      params: { a, area: areaOf(measure(core)) },
    });
    if (rest.length === 0) return [inside()];
    const item = itemOf(subject, values);
    const area = areaOf(measure(rest));
    const outside: FindingMessage =
      item === null
        ? { key: 'no-item-x-redline', params: { a, area } }
        : { key: 'other-x-redline', params: { a, area, n: { kind: 'text', value: item } } };
    return core.length === 0 ? [outside] : [outside, inside()];
  },
});
