import { z } from 'zod';
import { ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { findingTargets, wordOf } from './finding-target.ts';

/** Marks without a text: looked at, to be followed up, and neither any more. */
export const FINDING_MARKS = ['seen', 'follow-up', 'open'] as const;

/** Marks several findings at once, as one step. */
export const markFinding = defineCommand({
  id: 'mark-finding',
  label: 'command.mark-finding',
  params: z.strictObject({ targets: findingTargets, status: z.enum(FINDING_MARKS) }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: () => ({}),
  run: (snapshot, { targets, status }) =>
    ok({
      label: `history.mark-finding.${status}`,
      params: { count: targets.length },
      ops: targets.map((target) => wordOf(snapshot, target, { status })),
    }),
});
