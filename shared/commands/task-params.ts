import { z } from 'zod';
import { finite } from '../bridge/schemas.ts';
import { TASKS } from '../exchange/tasks.ts';
import type { FeatureRecord, Fields, RecordRef } from '../model/record.ts';
import type { CommandContext, Reason } from './define-command.ts';

export const taskRef = (uid: string): RecordRef => ({ table: TASKS, uid });

/** As long as those that go out with a package (bridge/exchange-contract.ts). */
export const taskTitle = z.string().trim().min(1).max(500);
export const taskNote = z.string().max(2000);
export const assignee = z.string().trim().min(1).max(500).nullable();
/** Degrees; null for a task without a place. */
export const taskPlaceParam = z.tuple([finite.min(-180).max(180), finite.min(-90).max(90)]).nullable();

export const whenFileWritable = (context: CommandContext): true | Reason =>
  context.readOnly ? { key: 'command.reason.read-only' } : true;

/** Those of the wanted fields that a record has not yet. */
export const changedFields = (known: FeatureRecord, wanted: Fields): Fields =>
  Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => (known.fields[name] ?? null) !== (value ?? null)),
  );

export const titleOf = (known: FeatureRecord): string => String(known.fields['title'] ?? '');
