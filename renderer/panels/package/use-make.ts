import { useEffect, useRef, useState } from 'react';
import type { PackageReport, PackageSurvey } from '../../../shared/bridge/package-contract.ts';
import type { Progress } from '../../../shared/bridge/contract.ts';
import type { ExportFormat } from '../../../shared/bridge/export-contract.ts';
import type { ChosenFile } from '../../../shared/bridge/shell-contract.ts';
import type { FieldNaming } from '../../../shared/export/out-fields.ts';
import { PLAN_IDS } from '../../../shared/model/layer.ts';
import type { FolderKey, FolderNames } from '../../../shared/package/structure.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { today } from '../../i18n/today.ts';
import { runJob } from '../../state/jobs.ts';
import { useLayers } from '../../state/layers.ts';
import { useSettings } from '../../state/settings.ts';

export type MakeStep = 'content' | 'survey' | 'made';
export type AttachmentFolder = Exclude<FolderKey, 'vector'>;

export interface Attachment {
  readonly file: ChosenFile;
  readonly folder: AttachmentFolder;
}

/** What the user has chosen so far. */
export interface MakeChoices {
  readonly layers: readonly string[];
  /** Uid of a version; null for the blueprint as it is now. */
  readonly version: string | null;
  readonly stage: string;
  readonly kind: 'zip' | 'folder';
  readonly naming: FieldNaming;
  readonly formats: readonly string[];
  readonly attachments: readonly Attachment[];
  /** Names of folders in place of the stated ones. */
  readonly folders: FolderNames;
  readonly key: ChosenFile | null;
  readonly passphrase: string;
  /** Why it is made over the gate, and by whom. */
  readonly reason: string;
  readonly by: string;
}

export interface MakeState {
  readonly step: MakeStep;
  readonly choices: MakeChoices;
  /** Formats that can stand beside the main one. */
  readonly formats: readonly ExportFormat[];
  readonly survey: PackageSurvey | null;
  readonly report: PackageReport | null;
  readonly busy: 'surveying' | 'making' | null;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
}

export interface MakeModel {
  readonly state: MakeState;
  /** True where conflicts are open, rules were not checked or defects block it. */
  readonly gated: boolean;
  readonly change: (patch: Partial<MakeChoices>) => void;
  readonly attach: (folder: AttachmentFolder) => Promise<void>;
  readonly chooseKey: () => Promise<void>;
  readonly survey: () => Promise<void>;
  readonly make: () => Promise<void>;
  readonly cancel: () => void;
  readonly back: () => void;
}

/** Formats that are handed in beside the main one, where they can be written. */
const BESIDE: readonly string[] = ['filegdb', 'shapefile'];

/** Plans that are handed in unless the user says otherwise: all but fieldwork, with what is not empty. */
function usualLayers(): string[] {
  const layers = useLayers.getState().layers ?? [];
  return PLAN_IDS.filter((plan) => plan !== 'field').flatMap((plan) =>
    layers.filter(({ schema, count }) => schema.plan === plan && count > 0).map(({ schema }) => schema.id),
  );
}

export function useMake(): MakeModel {
  const [state, setState] = useState<MakeState>(() => ({
    step: 'content',
    choices: {
      layers: usualLayers(),
      version: null,
      stage: '',
      kind: 'zip',
      naming: 'standard',
      formats: [],
      attachments: [],
      folders: {},
      key: null,
      passphrase: '',
      reason: '',
      by: useSettings.getState().settings.author,
    },
    formats: [],
    survey: null,
    report: null,
    busy: null,
    progress: null,
    failure: null,
  }));
  const abort = useRef<AbortController | null>(null);
  const patch = (more: Partial<MakeState>): void => setState((now) => ({ ...now, ...more }));
  useEffect(() => {
    void services()
      ?.query.exportFormats({})
      .then((answer) => {
        if (answer.ok) patch({ formats: answer.value.filter(({ id }) => BESIDE.includes(id)) });
      });
    return () => abort.current?.abort();
  }, []);
  const { choices, survey } = state;
  const change = (more: Partial<MakeChoices>): void =>
    setState((now) => ({ ...now, choices: { ...now.choices, ...more }, failure: null }));
  const content = () => ({
    layers: [...choices.layers],
    version: choices.version,
    language: useSettings.getState().settings.language,
    asOf: today(),
    stage: choices.stage.trim(),
  });
  const gated =
    survey !== null && survey.openTotal + survey.notChecked.length + survey.inspection.blockingTotal > 0;
  const begin = (): AbortSignal => {
    abort.current = new AbortController();
    return abort.current.signal;
  };

  return {
    state,
    gated,
    change,
    attach: async (folder) => {
      const chosen = await services()?.shell.chooseAttachments({});
      if (chosen === undefined) return;
      if (!chosen.ok) return patch({ failure: chosen.error });
      change({ attachments: [...choices.attachments, ...chosen.value.map((file) => ({ file, folder }))] });
    },
    chooseKey: async () => {
      const chosen = await services()?.shell.chooseKey({});
      if (chosen === undefined) return;
      if (!chosen.ok) return patch({ failure: chosen.error });
      if (chosen.value !== null) change({ key: chosen.value, passphrase: '' });
    },
    survey: async () => {
      const client = services()?.query;
      if (client === undefined) return;
      const signal = begin();
      patch({ busy: 'surveying', progress: null, failure: null });
      const found = await client.packageSurvey(content(), {
        signal,
        onProgress: (progress) => patch({ progress }),
      });
      if (found.ok) patch({ busy: null, survey: found.value, step: 'survey' });
      else patch({ busy: null, failure: found.error.code === 'cancelled' ? null : found.error });
    },
    make: async () => {
      const client = services();
      if (client === null || survey === null) return;
      const chosen = await client.shell.choosePackageTarget({ kind: choices.kind, suggested: survey.name });
      if (!chosen.ok) return patch({ failure: chosen.error });
      if (chosen.value === null) return;
      const { token, name } = chosen.value;
      const { key, passphrase } = choices;
      patch({ busy: 'making', progress: null, failure: null });
      const made = await runJob({ key: 'package.job', params: { file: name } }, (options) => {
        const signal = begin();
        options.signal?.addEventListener('abort', () => abort.current?.abort(), { once: true });
        return client.query.packageMake(
          {
            ...content(),
            kind: choices.kind,
            naming: choices.naming,
            formats: [...choices.formats],
            folders: { ...choices.folders },
            override: gated ? { reason: choices.reason.trim(), by: choices.by.trim() } : null,
            file: token,
            attachments: choices.attachments.map(({ file, folder }) => ({ file: file.token, folder })),
            key: key === null ? null : { file: key.token, passphrase: passphrase === '' ? null : passphrase },
          },
          {
            signal,
            onProgress: (progress) => {
              options.onProgress?.(progress);
              patch({ progress });
            },
          },
        );
      });
      if (made.ok) {
        // The passphrase has done its work.
        change({ passphrase: '' });
        patch({ busy: null, report: made.value, step: 'made' });
      } else patch({ busy: null, failure: made.error.code === 'cancelled' ? null : made.error });
    },
    cancel: () => abort.current?.abort(),
    back: () => patch({ step: 'content', failure: null }),
  };
}
