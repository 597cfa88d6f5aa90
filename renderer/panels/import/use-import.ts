import { useEffect, useRef, useState } from 'react';
import type {
  ImportPlan,
  ImportProbe,
  ImportReport,
  SourceLayer,
} from '../../../shared/bridge/query-contract.ts';
import type { ChosenFile } from '../../../shared/bridge/shell-contract.ts';
import type { Progress } from '../../../shared/bridge/contract.ts';
import { oldCrsByEpsg } from '../../../shared/crs/old-datum.ts';
import { matchFields } from '../../../shared/import/match-fields.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { runJob } from '../../state/jobs.ts';
import { layerOf } from '../../state/layers.ts';
import { notify } from '../../state/notices.ts';
import { stepHistory } from '../../state/undo.ts';
import { zoomToLayer } from '../../state/zoom.ts';
import { codesOf, withEdition, type ClassColumn, type ClassColumns } from './class-model.ts';
import { EMPTY_SHIFT, readShift, type ShiftDraft } from './shift-model.ts';
import { constantsFor, type Mapping } from './mapping-model.ts';

export type ImportStep = 'file' | 'fields' | 'report';

/** Everything the import dialog knows; nothing of it is in the blueprint until `commit`. */
export interface ImportState {
  readonly step: ImportStep;
  readonly file: ChosenFile | null;
  readonly probe: ImportProbe | null;
  readonly sourceLayer: string | null;
  readonly layer: string | null;
  readonly encoding: string | null;
  /** Read from the source, or chosen; null until one of both. */
  readonly epsg: number | null;
  readonly mapping: Mapping;
  readonly constants: Readonly<Record<string, FieldValue>>;
  /** The user's parameters as typed, for a system on an old datum. */
  readonly shift: ShiftDraft;
  /** Codes of classes by target field, and the book they are from. */
  readonly classes: ClassColumns;
  readonly mode: 'append' | 'replace';
  readonly report: ImportReport | null;
  readonly busy: 'choosing' | 'probing' | 'staging' | 'committing' | null;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
}

const START: ImportState = {
  step: 'file',
  file: null,
  probe: null,
  sourceLayer: null,
  layer: null,
  encoding: null,
  epsg: null,
  mapping: {},
  constants: {},
  shift: EMPTY_SHIFT,
  classes: {},
  mode: 'append',
  report: null,
  busy: null,
  progress: null,
  failure: null,
};

export interface ImportModel {
  readonly state: ImportState;
  readonly source: SourceLayer | undefined;
  readonly change: (patch: Partial<ImportState>) => void;
  /** Asks for a file, or for a folder that is a file geodatabase. */
  readonly choose: (what?: 'file' | 'folder') => Promise<void>;
  readonly setSource: (name: string) => void;
  readonly setLayer: (layer: string) => void;
  readonly setClasses: (field: string, column: ClassColumn) => void;
  readonly setEncoding: (encoding: string) => Promise<void>;
  readonly stage: () => Promise<void>;
  readonly commit: () => Promise<boolean>;
  readonly cancel: () => void;
  readonly back: () => void;
}

const sourceOf = (probe: ImportProbe | null, name: string | null): SourceLayer | undefined =>
  probe?.layers.find((layer) => layer.name === name);

/** The steps of an import: choose, probe, map, stage, commit. Staged data are discarded when the dialog goes. */
export function useImport(layer: string | null): ImportModel {
  const [state, setState] = useState<ImportState>({ ...START, layer });
  const now = useRef(state);
  const abort = useRef<AbortController | null>(null);
  const change = (patch: Partial<ImportState>): void => {
    now.current = { ...now.current, ...patch };
    setState(now.current);
  };

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

  const mapped = (source: SourceLayer | undefined, target: string | null): Mapping => {
    const schema = target === null ? undefined : layerOf(target)?.schema;
    return schema && source ? matchFields(schema, source.fields) : {};
  };

  const enter = (probe: ImportProbe, name: string | undefined, target: string | null): void => {
    const source = sourceOf(probe, name ?? null) ?? probe.layers[0];
    change({
      probe,
      sourceLayer: source?.name ?? null,
      encoding: source?.encoding ?? null,
      epsg: source?.epsg ?? source?.oldEpsg ?? null,
      mapping: mapped(source, target),
      classes: {},
      failure: null,
      busy: null,
      step: 'fields',
    });
  };

  const probe = async (file: ChosenFile, encoding: string | null): Promise<void> => {
    const client = services()?.query;
    if (!client) return;
    abort.current = new AbortController();
    change({ busy: 'probing', failure: null, progress: null });
    const answer = await client.importProbe(
      { file: file.token, encoding },
      { signal: abort.current.signal, onProgress: (progress) => change({ progress }) },
    );
    if (answer.ok) {
      enter(answer.value, now.current.sourceLayer ?? undefined, now.current.layer);
      if (encoding !== null) change({ encoding });
    } else change({ busy: null, failure: answer.error, ...(encoding === null ? { probe: null } : {}) });
  };

  return {
    state,
    source: sourceOf(state.probe, state.sourceLayer),
    change,
    choose: async (what = 'file') => {
      const client = services()?.shell;
      if (!client) return;
      change({ busy: 'choosing', failure: null });
      const chosen = await (what === 'file' ? client.chooseImport({}) : client.chooseImportFolder({}));
      if (!chosen.ok) return change({ busy: null, failure: chosen.error });
      if (chosen.value === null) return change({ busy: null });
      change({ file: chosen.value, sourceLayer: null });
      await probe(chosen.value, null);
    },
    setSource: (name) => {
      const source = sourceOf(state.probe, name);
      change({
        sourceLayer: name,
        epsg: source?.epsg ?? source?.oldEpsg ?? null,
        encoding: source?.encoding ?? null,
        mapping: mapped(source, state.layer),
        classes: {},
      });
    },
    setLayer: (target) =>
      change({
        layer: target,
        constants: {},
        classes: {},
        mapping: mapped(sourceOf(state.probe, state.sourceLayer), target),
      }),
    setClasses: (field, column) => change({ classes: { ...now.current.classes, [field]: column } }),
    setEncoding: async (encoding) => {
      if (state.file) await probe(state.file, encoding);
    },
    stage: async () => {
      const {
        file,
        sourceLayer,
        layer: target,
        epsg,
        encoding,
        mapping,
        constants,
        classes,
        shift,
      } = now.current;
      const client = services()?.query;
      const schema = target === null ? undefined : layerOf(target)?.schema;
      if (!client || !file || !schema || sourceLayer === null) return;
      discard();
      const codes = codesOf(classes, mapping);
      const seven = epsg !== null && oldCrsByEpsg(epsg) !== undefined ? readShift(shift) : null;
      const plan: ImportPlan = {
        layer: schema.id,
        sourceLayer,
        epsg,
        encoding,
        mapping: { ...mapping },
        constants: { ...constantsFor(schema, mapping, withEdition(schema, mapping, classes, constants)) },
        ...(codes === undefined ? {} : { codes }),
        ...(seven === null ? {} : { shift: seven }),
      };
      abort.current = new AbortController();
      const { signal } = abort.current;
      change({ busy: 'staging', failure: null, report: null, progress: null });
      const report = await client.importStage(
        { file: file.token, plan },
        { signal, onProgress: (progress) => change({ progress }) },
      );
      if (report.ok) change({ busy: null, report: report.value, step: 'report' });
      else change({ busy: null, failure: report.error.code === 'cancelled' ? null : report.error });
    },
    commit: async () => {
      const { report, mode, file, layer: target } = now.current;
      const client = services();
      if (!client || !report || target === null) return false;
      change({ busy: 'committing', failure: null, progress: null });
      const granted = await client.shell.grantStaging({ staging: report.staging });
      if (!granted.ok) {
        change({ busy: null, failure: granted.error });
        return false;
      }
      const name = file?.name ?? '';
      const done = await runJob({ key: 'ui.job.import', params: { file: name } }, (options) => {
        abort.current = new AbortController();
        const { signal } = abort.current;
        options.signal?.addEventListener('abort', () => abort.current?.abort(), { once: true });
        return client.store.commitStaged(
          { staging: report.staging, mode },
          {
            signal,
            onProgress: (progress) => {
              options.onProgress?.(progress);
              change({ progress });
            },
          },
        );
      });
      change({ busy: null, failure: done.ok ? null : done.error });
      if (!done.ok) return false;
      notify(
        'ok',
        'ui.imported',
        { n: report.staged, file: name },
        { key: 'ui.undo', run: () => void stepHistory('undo') },
      );
      // The layer's box is renewed with the commit; the map goes there once the store has said so.
      setTimeout(() => zoomToLayer(target), 300);
      return true;
    },
    cancel: () => abort.current?.abort(),
    back: () =>
      change(
        state.step === 'report'
          ? { step: 'fields', failure: null }
          : { step: 'file', probe: null, failure: null },
      ),
  };
}
