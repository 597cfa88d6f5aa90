import { z } from 'zod';
import { polygonAreaM2 } from '../../geometry/area.ts';
import type { Neighbour } from '../bound-rule.ts';
import { defineRule, overlapFilter } from '../define-rule.ts';
import { codeOf, namedBy, subjectCode, textOf } from '../fact-params.ts';
import { functionRelation } from '../matrix.ts';
import { nameOf } from '../sentence-params.ts';

const params = z.strictObject({
  filter: overlapFilter.extend({
    matrix: z.literal('function_industry'),
    emit: z.array(z.enum(['allowed', 'conditional', 'barred'])).min(1),
  }),
  thresholds: z.strictObject({
    /** The township decides only where at least this share of the park lies in it, 0 to 1. */
    min_share_in_township: z.number().min(0).max(1),
  }),
});

interface Held {
  readonly township: Neighbour['counterpart'];
  readonly areaM2: number;
}

/** The township that most of the park lies in; of equals the smaller uid. */
function seat(near: readonly Neighbour[]): Held | null {
  let best: Held | null = null;
  for (const { counterpart: township, areaM2 } of near) {
    if (areaM2 === 0) continue;
    const first =
      best === null ||
      areaM2 > best.areaM2 ||
      (areaM2 === best.areaM2 && township.ref.uid < best.township.ref.uid);
    if (first) best = { township, areaM2 };
  }
  return best;
}

/**
 * 工业类别与乡级主体功能. About the park as a whole, so the finding has its area; what the table only allows on a
 * condition is no finding. A park that does not declare its class or kind gives none: the attribute rules name it.
 */
export const parkClassMainFunction = defineRule({
  id: 'park-class-main-function',
  locality: { kind: 'group', by: ['subject'] },
  operation: 'together',
  needs: {
    subject: ['name', 'industry_class', 'park_kind'],
    counterpart: ['main_function', 'admin_name'],
  },
  params,
  messages: ['class-x-function'],
  evaluate(unit, { filter, thresholds }, severity, { matrices }) {
    const held = seat(unit.near ?? []);
    if (held === null) return [];
    const { fields, geometry } = unit.subject;
    const areaM2 = polygonAreaM2(geometry);
    if (held.areaM2 < thresholds.min_share_in_township * areaM2) return [];
    const mainFunction = textOf(held.township.fields, 'main_function');
    const industryClass = textOf(fields, 'industry_class');
    const kind = textOf(fields, 'park_kind');
    if (mainFunction === null || industryClass === null || kind === null) return [];
    const row = functionRelation(matrices.function_industry, mainFunction, industryClass, kind);
    if (row === null || !filter.emit.includes(row.relation)) return [];
    const { admin_name = null } = held.township.fields;
    return [
      {
        other: held.township.ref,
        areaM2,
        severity: row.severity ?? severity,
        geometry,
        facts: { admin_name, main_function: mainFunction },
      },
    ];
  },
  sentences: (subject, [piece]) => [
    {
      key: 'class-x-function',
      params: {
        a: nameOf(subject),
        class: subjectCode(subject, 'industry_class', 'industry_class'),
        township: namedBy(piece?.facts ?? {}, 'admin_name'),
        function: codeOf(piece?.facts ?? {}, 'main_function', 'main_function'),
      },
    },
  ],
});
