import { z } from 'zod';
import { inCore } from '../core-reserve.ts';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import type { FindingMessage } from '../rule.ts';
import { areaOf, nameOf } from '../sentence-params.ts';

/**
 * 园区压占生态保护红线. No kind of park is exempt. Farming by residents may be one of the limited activities, so
 * an agriculture park outside the core needs a determination; every other park is barred, and so is any in the core.
 */
export const parkRedline = defineRule({
  id: 'park-redline',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['name', 'park_kind'], counterpart: ['is_core_reserve'] },
  params: z.strictObject({
    filter: overlapFilter.extend({
      /** Park kind to the item of 自然资发〔2022〕142号 that may apply to it outside the core. */
      determination: z.record(z.string(), z.string().min(1)).default({}),
    }),
    thresholds: overlapThresholds,
  }),
  messages: ['park-x-redline', 'redline-core', 'other-x-redline'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, ['is_core_reserve']),
  sentences(subject, pieces, measure, { filter }) {
    const a = nameOf(subject);
    const core = pieces.filter(({ facts }) => inCore(facts));
    const kind = subject.fields['park_kind'];
    const item =
      typeof kind === 'string' && Object.hasOwn(filter.determination, kind)
        ? filter.determination[kind]
        : undefined;
    const coreSentence = (): FindingMessage => ({
      key: 'redline-core',
      params: { a, area: areaOf(measure(core)) },
    });
    if (core.length === pieces.length) return [coreSentence()];
    const outside: FindingMessage =
      item === undefined
        ? { key: 'park-x-redline', params: { a, area: areaOf(measure(pieces)) } }
        : {
            key: 'other-x-redline',
            params: {
              a,
              area: areaOf(measure(pieces.filter(({ facts }) => !inCore(facts)))),
              n: { kind: 'text', value: item },
            },
          };
    return core.length === 0 ? [outside] : [outside, coreSentence()];
  },
});
