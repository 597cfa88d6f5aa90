import { z } from 'zod';
import { text } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import type { Severity } from '../rules/rule.ts';
import { defineCommand } from './define-command.ts';
import { day, findingTargets, wordOf } from './finding-target.ts';

/** Kinds of reason for setting a finding aside. */
export const EXCEPTION_REASONS = [
  'data-error',
  'approved',
  'drawing-precision',
  'existing',
  'agreed',
  'other',
] as const;
export type ExceptionReason = (typeof EXCEPTION_REASONS)[number];

/** On a bottom-line conflict nothing else sets a finding aside. */
export const BOTTOM_LINE_REASONS: readonly ExceptionReason[] = ['data-error', 'approved'];

/** Reasons that are none without a text that says what is meant. */
export const REASONS_WITH_TEXT: readonly ExceptionReason[] = ['data-error', 'other'];

/** The reasons that may be given for findings of these severities. */
export const reasonsFor = (severities: readonly Severity[]): readonly ExceptionReason[] =>
  severities.includes('blocking') ? BOTTOM_LINE_REASONS : EXCEPTION_REASONS;

/**
 * Sets findings or pieces aside with a reason, as one step. The severity they were accepted at is kept: for a
 * graver finding the exception does not hold (shared/check/memory-fit.ts), so it cannot be got round by naming a
 * lesser one.
 *
 * Failures: `command.exception-bottom-line` where the reason is not one of the two a bottom-line conflict admits,
 * `command.exception-number` where an approval has no number, `command.exception-text` where the reason needs one,
 * `command.exception-author` where nobody is named, `command.exception-expired` where the last day is over.
 */
export const markException = defineCommand({
  id: 'mark-exception',
  label: 'command.mark-exception',
  params: z.strictObject({
    targets: findingTargets,
    reason: z.enum(EXCEPTION_REASONS),
    note: text,
    number: z.string().max(200).nullable(),
    expires: day.nullable(),
  }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: () => ({}),
  run(snapshot, { targets, reason, note, number, expires }) {
    const bottomLine = targets.filter(({ severity }) => severity === 'blocking').length;
    if (bottomLine > 0 && !BOTTOM_LINE_REASONS.includes(reason)) {
      return fail('command.exception-bottom-line', { count: bottomLine });
    }
    const approval = number?.trim() ?? '';
    if (reason === 'approved' && approval === '') return fail('command.exception-number');
    if (REASONS_WITH_TEXT.includes(reason) && note.trim() === '') return fail('command.exception-text');
    if (snapshot.author.trim() === '') return fail('command.exception-author');
    if (expires !== null && expires < snapshot.now.slice(0, 10)) return fail('command.exception-expired');
    const fields = {
      status: 'exception',
      reason,
      note: note.trim(),
      number: reason === 'approved' ? approval : null,
      expires,
    };
    return ok({
      label: 'history.mark-exception',
      params: { count: targets.length },
      ops: targets.map((target) => wordOf(snapshot, target, fields)),
    });
  },
});
