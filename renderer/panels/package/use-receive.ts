import { useEffect, useRef, useState } from 'react';
import type { Progress } from '../../../shared/bridge/contract.ts';
import type { PackageTake } from '../../../shared/bridge/package-contract.ts';
import type { ChosenFile } from '../../../shared/bridge/shell-contract.ts';
import type { Comparison } from '../../../shared/package/compare.ts';
import type { Verification } from '../../../shared/package/verification.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { runJob } from '../../state/jobs.ts';
import { notify } from '../../state/notices.ts';
import { useSettings } from '../../state/settings.ts';
import { stepHistory } from '../../state/undo.ts';

export type ReceiveStep = 'choose' | 'verify' | 'compare';
export type TakeMode = PackageTake['layers'][number]['mode'];

export interface ReceiveState {
  readonly step: ReceiveStep;
  readonly file: ChosenFile | null;
  readonly verification: Verification | null;
  readonly comparison: Comparison | null;
  /** Layers that are taken. */
  readonly layers: readonly string[];
  readonly mode: TakeMode;
  /** The layer whose features are listed. */
  readonly shown: string | null;
  readonly busy: 'verifying' | 'comparing' | 'taking' | null;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
}

export interface ReceiveModel {
  readonly state: ReceiveState;
  /** How many features the choice would write. */
  readonly changes: number;
  readonly change: (patch: Partial<Pick<ReceiveState, 'layers' | 'mode' | 'shown'>>) => void;
  readonly choose: (kind: 'zip' | 'folder') => Promise<void>;
  /** Keeps the key that signed as one that is known, under a name. */
  readonly trust: (name: string) => Promise<void>;
  readonly compare: () => Promise<void>;
  /** True when it is done. */
  readonly take: () => Promise<boolean>;
  readonly cancel: () => void;
  readonly back: () => void;
}

/** Features of a layer that are listed. */
const LISTED = 500;

const START: ReceiveState = {
  step: 'choose',
  file: null,
  verification: null,
  comparison: null,
  layers: [],
  mode: 'merge',
  shown: null,
  busy: null,
  progress: null,
  failure: null,
};

const changesOf = ({ comparison, layers, mode }: ReceiveState): number =>
  (comparison?.layers ?? [])
    .filter(({ layer }) => layers.includes(layer))
    .reduce((sum, one) => sum + one.added + one.changed + (mode === 'replace' ? one.removed : 0), 0);

/** Choosing, verifying, comparing and taking a package. Nothing is in the blueprint before the last. */
export function useReceive(): ReceiveModel {
  const [state, setState] = useState<ReceiveState>(START);
  const abort = useRef<AbortController | null>(null);
  const patch = (more: Partial<ReceiveState>): void => setState((now) => ({ ...now, ...more }));
  useEffect(() => () => abort.current?.abort(), []);
  const options = () => {
    abort.current = new AbortController();
    return { signal: abort.current.signal, onProgress: (progress: Progress) => patch({ progress }) };
  };
  const failed = (failure: Failure): void =>
    patch({ busy: null, failure: failure.code === 'cancelled' ? null : failure });

  const verify = async (file: ChosenFile): Promise<void> => {
    const client = services()?.query;
    if (client === undefined) return;
    const known = useSettings.getState().settings.signers;
    patch({ ...START, file, busy: 'verifying' });
    const verified = await client.packageVerify({ file: file.token, known }, options());
    if (verified.ok) patch({ busy: null, verification: verified.value, step: 'verify' });
    else failed(verified.error);
  };

  return {
    state,
    changes: changesOf(state),
    change: patch,
    choose: async (kind) => {
      const chosen = await services()?.shell.choosePackage({ kind });
      if (chosen === undefined) return;
      if (!chosen.ok) return failed(chosen.error);
      if (chosen.value !== null) await verify(chosen.value);
    },
    trust: async (name) => {
      const { verification } = state;
      const fingerprint = verification?.signature.fingerprint ?? null;
      if (verification === null || fingerprint === null) return;
      const { settings, change } = useSettings.getState();
      const others = settings.signers.filter((one) => one.fingerprint !== fingerprint);
      await change({ signers: [...others, { fingerprint, name }] });
      patch({
        verification: { ...verification, signature: { ...verification.signature, known: true, name } },
      });
    },
    compare: async () => {
      const client = services()?.query;
      const { file } = state;
      if (client === undefined || file === null) return;
      patch({ busy: 'comparing', progress: null, failure: null });
      const compared = await client.packageCompare({ file: file.token, limit: LISTED }, options());
      if (!compared.ok) return failed(compared.error);
      const differing = compared.value.layers.filter(
        ({ refused, unreadable, added, changed, removed }) =>
          refused === null && unreadable === 0 && added + changed + removed > 0,
      );
      patch({
        busy: null,
        comparison: compared.value,
        layers: differing.map(({ layer }) => layer),
        shown: differing[0]?.layer ?? null,
        step: 'compare',
      });
    },
    take: async () => {
      const client = services();
      const { file, layers, mode } = state;
      if (client === null || file === null) return false;
      patch({ busy: 'taking', progress: null, failure: null });
      const done = await runJob({ key: 'package.job-take', params: { file: file.name } }, async (job) => {
        const { signal, onProgress } = options();
        job.signal?.addEventListener('abort', () => abort.current?.abort(), { once: true });
        const told = {
          signal,
          onProgress: (progress: Progress) => {
            job.onProgress?.(progress);
            onProgress(progress);
          },
        };
        const staged = await client.query.packageStage(
          { file: file.token, layers: layers.map((layer) => ({ layer, mode })) },
          told,
        );
        if (!staged.ok) return staged;
        const { staging } = staged.value;
        const granted = await client.shell.grantStaging({ staging });
        const taken = granted.ok ? await client.store.commitStaged({ staging, mode: 'take' }, told) : granted;
        await client.query.importDiscard({ staging });
        return taken.ok ? staged : taken;
      });
      if (!done.ok) {
        failed(done.error);
        return false;
      }
      const { added, changed, removed } = done.value;
      notify(
        'ok',
        'package.taken',
        { added, changed, removed, file: file.name },
        { key: 'ui.undo', run: () => void stepHistory('undo') },
      );
      return true;
    },
    cancel: () => abort.current?.abort(),
    back: () => patch(state.step === 'compare' ? { step: 'verify', failure: null } : START),
  };
}
