import { z } from 'zod';
import type { Op } from '../change/change.ts';
import { recordRef } from '../bridge/schemas.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { partCount, partOf } from '../geometry/counts.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onSelection } from './common.ts';
import { defineCommand } from './define-command.ts';
import { subjectsOf } from './reshape-many.ts';
import { closingParams, splitOps } from './split-ops.ts';

/**
 * Makes a feature of each part of multi-part features; the largest part keeps identity and numbers. Features of one
 * part are left as they are; refused when all are.
 */
export const splitParts = defineCommand({
  id: 'split-parts',
  label: 'command.split-parts',
  params: z.strictObject({ refs: z.array(recordRef).min(1).max(10_000) }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  run(snapshot, { refs }) {
    const subjects = subjectsOf(snapshot, refs);
    if (!subjects.ok) return subjects;
    const many = subjects.value.records.filter(
      ({ geometry }) => geometry.kind === 'polygon' && partCount(geometry) > 1,
    );
    const first = many[0];
    if (first === undefined) return fail('command.one-part');
    const ops: Op[] = [];
    let count = 0;
    let closing = 0;
    for (const { key, geometry } of many) {
      const parts = partCount(geometry);
      const pieces = Array.from({ length: parts }, (_, part) => ({
        geometry: packFlat('polygon', [partOf(geometry, part)]),
        given: {},
      }));
      const made = splitOps(snapshot, snapshot.layer(key.layer)!, key, pieces);
      if (!made.ok) return made;
      ops.push(...made.value.ops);
      closing += made.value.closingM2;
      count += parts;
    }
    const named = labelParams(snapshot.layer(first.key.layer)!, first.key);
    return many.length === 1
      ? ok({ label: 'history.split-parts', params: { ...named, count, ...closingParams(closing) }, ops })
      : ok({
          label: 'history.split-parts-many',
          params: { features: many.length, count, ...closingParams(closing) },
          ops,
        });
  },
});
