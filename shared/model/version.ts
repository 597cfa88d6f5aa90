import type { PlanId } from './layer.ts';

/** How far a version has come: 草案, 报批, 批准. */
export const STANDINGS = ['draft', 'submitted', 'approved'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The table of versions; each is a record that can be undone. */
export const VERSION_TABLE_NAME = 'lantu_version';

/** A named state of a plan, or of the whole blueprint: a tag on a step of the history. */
export interface PlanVersion {
  readonly uid: string;
  readonly name: string;
  /** Null: a version of everything. */
  readonly plan: PlanId | null;
  /** The file as it was after this change; 0 as it was made. */
  readonly seq: number;
  readonly standing: Standing;
  readonly note: string;
  readonly author: string;
  /** When the version was named, ISO 8601 UTC. */
  readonly time: string;
  /** When the step was done that it tags; null for step 0. */
  readonly stateTime: string | null;
  /** Whether features of its plan have been written since. */
  readonly movedOn: boolean;
}

/** A number at the end of a name: `v2`, `第2版`, `2`. */
const NUMBERED = /^(\D*)(\d{1,6})(\D*)$/;

/**
 * What the next version of a plan would be called: the newest one's name with the highest number counted on; `v1`
 * where none is numbered. `versions` are those of the plan, in the order they were named.
 */
export function nextVersionName(versions: readonly Pick<PlanVersion, 'name'>[]): string {
  let most = 0;
  let form: readonly [string, string] = ['v', ''];
  for (const { name } of versions) {
    const parts = NUMBERED.exec(name);
    if (parts === null || Number(parts[2]) < most) continue;
    most = Number(parts[2]);
    form = [parts[1] ?? 'v', parts[3] ?? ''];
  }
  return `${form[0]}${most + 1}${form[1]}`;
}

/** The versions that say something of a plan: its own and those of everything, newest state first. */
export const versionsOf = (versions: readonly PlanVersion[], plan: PlanId): readonly PlanVersion[] =>
  versions
    .filter((one) => one.plan === null || one.plan === plan)
    .toSorted((a, b) => b.seq - a.seq || (a.time < b.time ? 1 : -1));
