import { useEffect, useRef, useState } from 'react';
import type { ImportPlan, ImportProbe } from '../../../shared/bridge/query-contract.ts';
import type { ChosenFile } from '../../../shared/bridge/shell-contract.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { services } from '../../bridge/client.ts';
import { useLayers } from '../../state/layers.ts';
import { commitImport } from './commit-import.ts';
import { currentDraft, chosenDrafts, several, START, stepsOf, type ImportState } from './import-state.ts';
import {
  firstDrafts,
  planOf,
  readAnew,
  said,
  withEpsg,
  withSaid,
  withTarget,
  type LayerDraft,
  type TargetDraft,
} from './layer-draft.ts';
import type { ClassColumn } from '../../../shared/import/class-columns.ts';

export interface ImportModel {
  readonly state: ImportState;
  /** The layer of the source that is looked at. */
  readonly draft: LayerDraft | undefined;
  readonly change: (patch: Partial<ImportState>) => void;
  /** Asks for a file, or for a folder: a file geodatabase, or one of shapefiles. */
  readonly choose: (what?: 'file' | 'folder') => Promise<void>;
  readonly setChosen: (names: readonly string[], chosen: boolean) => void;
  readonly setTarget: (name: string, layer: string) => void;
  readonly setEpsg: (name: string, epsg: number | null) => void;
  /** What is said of the layer that is looked at, for its target. */
  readonly say: (patch: Partial<TargetDraft>) => void;
  readonly setClasses: (name: string, field: string, column: ClassColumn) => void;
  readonly setEncoding: (name: string, encoding: string) => Promise<void>;
  readonly next: () => void;
  readonly stage: () => Promise<void>;
  readonly commit: () => Promise<boolean>;
  readonly cancel: () => void;
  readonly back: () => void;
}

const schemasNow = (): readonly LayerSchema[] =>
  (useLayers.getState().layers ?? []).map(({ schema }) => schema);

/** The steps of an import: choose, probe, map, stage, commit. Staged data are discarded when the dialog goes. */
export function useImport(layer: string | null): ImportModel {
  const [state, setState] = useState<ImportState>(START);
  const now = useRef(state);
  const abort = useRef<AbortController | null>(null);
  const change = (patch: Partial<ImportState>): void => {
    now.current = { ...now.current, ...patch };
    setState(now.current);
  };
  const patchDraft = (name: string, patch: (draft: LayerDraft) => LayerDraft): void =>
    change({
      drafts: now.current.drafts.map((draft) => (draft.source.name === name ? patch(draft) : draft)),
    });

  const discard = (): void => {
    const staging = now.current.report?.staging;
    if (staging !== undefined) void services()?.query.importDiscard({ staging });
  };
  useEffect(
    () => () => {
      abort.current?.abort();
      discard();
    },
    [],
  );

  const probe = async (file: ChosenFile, encoding: string | null): Promise<ImportProbe | null> => {
    const client = services()?.query;
    if (!client) return null;
    abort.current = new AbortController();
    change({ busy: 'probing', failure: null, progress: null });
    const answer = await client.importProbe(
      { file: file.token, encoding },
      { signal: abort.current.signal, onProgress: (progress) => change({ progress }) },
    );
    change({ busy: null, failure: answer.ok ? null : answer.error });
    return answer.ok ? answer.value : null;
  };

  return {
    state,
    draft: currentDraft(state),
    change,
    choose: async (what = 'file') => {
      const client = services()?.shell;
      if (!client) return;
      change({ busy: 'choosing', failure: null });
      const chosen = await (what === 'file' ? client.chooseImport({}) : client.chooseImportFolder({}));
      if (!chosen.ok) return change({ busy: null, failure: chosen.error });
      if (chosen.value === null) return change({ busy: null });
      discard();
      change({ ...START, file: chosen.value });
      const found = await probe(chosen.value, null);
      if (found === null) return;
      const drafts = firstDrafts(found.layers, schemasNow(), layer);
      change({ drafts, notes: found.notes, step: drafts.length > 1 ? 'layers' : 'fields' });
    },
    setChosen: (names, chosen) =>
      change({
        drafts: now.current.drafts.map((draft) =>
          names.includes(draft.source.name) ? { ...draft, chosen } : draft,
        ),
      }),
    setTarget: (name, target) => {
      const schema = schemasNow().find(({ id }) => id === target);
      if (schema !== undefined) patchDraft(name, (draft) => withTarget({ ...draft, chosen: true }, schema));
    },
    setEpsg: (name, epsg) => change({ drafts: withEpsg(now.current.drafts, name, epsg) }),
    say: (patch) => {
      const draft = currentDraft(now.current);
      if (draft !== undefined) patchDraft(draft.source.name, (one) => withSaid(one, patch));
    },
    setClasses: (name, field, column) =>
      patchDraft(name, (draft) => withSaid(draft, { classes: { ...said(draft).classes, [field]: column } })),
    setEncoding: async (name, encoding) => {
      if (state.file === null) return;
      const found = await probe(state.file, encoding);
      const source = found?.layers.find((one) => one.name === name);
      if (found === null || source === undefined) return;
      patchDraft(name, (draft) => readAnew(draft, source, encoding, schemasNow()));
      if (!several(now.current)) change({ notes: found.notes });
    },
    next: () => change({ step: 'fields', failure: null }),
    stage: async () => {
      const { file } = now.current;
      const client = services()?.query;
      const schemas = schemasNow();
      const plans = chosenDrafts(now.current)
        .map((draft) => planOf(draft, now.current, schemas, now.current.replaced))
        .filter((plan): plan is ImportPlan => plan !== null);
      if (!client || !file || plans.length === 0) return;
      discard();
      abort.current = new AbortController();
      const { signal } = abort.current;
      change({ busy: 'staging', failure: null, report: null, progress: null });
      const report = await client.importStage(
        { file: file.token, plans },
        { signal, onProgress: (progress) => change({ progress }) },
      );
      if (report.ok) change({ busy: null, report: report.value, step: 'report' });
      else change({ busy: null, failure: report.error.code === 'cancelled' ? null : report.error });
    },
    commit: () =>
      commitImport(now.current, change, (controller) => {
        abort.current = controller;
      }),
    cancel: () => abort.current?.abort(),
    back: () => {
      const steps = stepsOf(state);
      change({ step: steps[steps.indexOf(state.step) - 1] ?? 'file', failure: null });
    },
  };
}
