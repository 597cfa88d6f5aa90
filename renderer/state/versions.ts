import { create } from 'zustand';
import type { Committed } from '../../shared/change/change.ts';
import type { PlanId } from '../../shared/model/layer.ts';
import {
  nextVersionName,
  VERSION_TABLE_NAME,
  versionsOf,
  type PlanVersion,
} from '../../shared/model/version.ts';
import { services } from '../bridge/client.ts';
import { useDialogs } from './dialogs.ts';
import { execute } from './edit.ts';
import { useLayers } from './layers.ts';
import { notify, notifyFailure } from './notices.ts';

/** What the dialog of a version is about: a new one of a step (null: as it is now), or one that is there. */
export type VersionTarget =
  | { readonly kind: 'new'; readonly plan: PlanId | null; readonly seq: number | null }
  | { readonly kind: 'known'; readonly version: PlanVersion };

interface VersionsState {
  /** In the order they were named; null until they have been read. */
  readonly versions: readonly PlanVersion[] | null;
  readonly target: VersionTarget | null;
}

export const useVersions = create<VersionsState>()(() => ({ versions: null, target: null }));

export const forgetVersions = (): void => useVersions.setState({ versions: null, target: null });

export async function loadVersions(): Promise<void> {
  const found = await services()?.query.versions({});
  if (found?.ok) useVersions.setState({ versions: found.value });
}

/** Reads the versions again where a commit wrote one; else notes which plans have moved on. */
export function followVersions({ touched }: Committed): void {
  if (touched.some(({ layer }) => layer === VERSION_TABLE_NAME)) {
    void loadVersions();
    return;
  }
  const { versions } = useVersions.getState();
  const layers = useLayers.getState().layers ?? [];
  const plans = new Set(
    touched.flatMap(({ layer }) => layers.find(({ schema }) => schema.id === layer)?.schema.plan ?? []),
  );
  const moves = (one: PlanVersion): boolean =>
    !one.movedOn && (one.plan === null ? plans.size > 0 : plans.has(one.plan));
  if (versions?.some(moves) !== true) return;
  useVersions.setState({ versions: versions.map((one) => (moves(one) ? { ...one, movedOn: true } : one)) });
}

/** What a plan is called as it is now: a version that it still is, or the one being made. */
export interface PlanNow {
  readonly plan: PlanId;
  readonly name: string;
  /** The version it still is; null while it is being edited towards the next. */
  readonly version: PlanVersion | null;
}

export function planNow(versions: readonly PlanVersion[], plan: PlanId): PlanNow {
  const own = versionsOf(versions, plan);
  const same = own.find(({ movedOn, plan: of }) => !movedOn && of === plan) ?? null;
  const name = same?.name ?? nextVersionName(own.toReversed());
  return { plan, name, version: same };
}

/** The plan that the window is about: that of the layer in hand, unless it is no plan; else the land-use plan. */
export function currentPlan(active: string | null): PlanId {
  const plan = useLayers.getState().layers?.find(({ schema }) => schema.id === active)?.schema.plan;
  return plan === 'industrial' || plan === 'functional-zone' ? plan : 'land-use';
}

export function askForVersion(target: VersionTarget): void {
  useVersions.setState({ target });
  useDialogs.getState().show('version');
}

interface Words {
  readonly name: string;
  readonly standing: PlanVersion['standing'];
  readonly note: string;
}

/** Saves what the dialog says; true when it is done. */
export async function saveVersion(
  target: VersionTarget,
  plan: PlanId | null,
  words: Words,
): Promise<boolean> {
  const done =
    target.kind === 'new'
      ? await execute('create-version', { plan, seq: target.seq, ...words })
      : await execute('rename-version', { version: target.version.uid, ...words });
  if (!done.ok) {
    notifyFailure(done.error);
    return false;
  }
  await loadVersions();
  notify('ok', 'compare.saved', { name: words.name });
  return true;
}

export async function removeVersion(version: PlanVersion): Promise<void> {
  const done = await execute('delete-version', { version: version.uid });
  if (!done.ok) return notifyFailure(done.error);
  await loadVersions();
}
