import { formatTime } from '../../shared/i18n/format.ts';
import type { PlanVersion } from '../../shared/model/version.ts';
import { currentPlan, planNow } from '../state/versions.ts';
import type { Texts } from './use-text.ts';

/** A version with its plan and standing: 用地规划 v2 报批. */
export const versionName = ({ t }: Texts, version: PlanVersion): string =>
  t('compare.version-name', {
    plan: version.plan === null ? t('compare.whole') : t(`plan.${version.plan}`),
    name: version.name,
    standing: t(`compare.standing.${version.standing}`),
  });

/** The present state of a plan: 用地规划 v3 编辑中, or the version it still is. */
export function nowName(said: Texts, versions: readonly PlanVersion[], active: string | null): string {
  const now = planNow(versions, currentPlan(active));
  if (now.version !== null) return versionName(said, now.version);
  return said.t('compare.version-name', {
    plan: said.t(`plan.${now.plan}`),
    name: now.name,
    standing: said.t('compare.editing'),
  });
}

/** A state of the file: the present, a version, the state it was opened in, or a step of the history. */
export function stateName(
  said: Texts,
  seq: number | null,
  versions: readonly PlanVersion[],
  active: string | null,
): string {
  if (seq === null) return nowName(said, versions, active);
  const version = versions.findLast((one) => one.seq === seq);
  return version === undefined ? said.t('compare.step', { seq }) : versionName(said, version);
}

/** The short name for the head of a column: v2, 现在, 第12步. */
export function shortStateName(
  { t }: Texts,
  seq: number | null,
  versions: readonly PlanVersion[],
  active: string | null,
): string {
  if (seq === null) return planNow(versions, currentPlan(active)).name;
  return versions.findLast((one) => one.seq === seq)?.name ?? t('compare.step', { seq });
}

/** `2026-11-22 12:03` of a version's state. */
export const stateTime = (version: PlanVersion): string =>
  formatTime(version.stateTime ?? version.time).slice(0, 16);
