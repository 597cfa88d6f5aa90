import { useEffect, useRef, useState } from 'react';
import type { Progress } from '../../../shared/bridge/contract.ts';
import type { ExportFormat, ExportReport } from '../../../shared/bridge/export-contract.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { STORED_EPSG } from '../../../shared/crs/catalogue.ts';
import type { FieldNaming } from '../../../shared/export/out-fields.ts';
import type { OutEncoding } from '../../../shared/export/out-layer.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { runJob } from '../../state/jobs.ts';
import { useLayers } from '../../state/layers.ts';
import { notify } from '../../state/notices.ts';
import { selectedFids } from '../../state/selected-fids.ts';
import { selectedLayers, useSelection } from '../../state/selection.ts';
import { useSession } from '../../state/session.ts';
import { useSettings } from '../../state/settings.ts';

/** What the user has chosen so far. */
export interface ExportChoices {
  readonly layers: readonly string[];
  /** Only what is selected, in the layers that have a selection. */
  readonly selected: boolean;
  /** Fields that go out; null for all. Asked only where one layer goes out. */
  readonly fields: readonly string[] | null;
  readonly format: string;
  readonly epsg: number;
  readonly naming: FieldNaming;
  readonly encoding: OutEncoding | null;
  /** What the format alone asks, by format. */
  readonly own: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface ExportState {
  readonly choices: ExportChoices;
  /** Null until the reader has told. */
  readonly formats: readonly ExportFormat[] | null;
  readonly busy: boolean;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  /** What was written, where there is something to tell about it. */
  readonly report: ExportReport | null;
}

export interface ExportModel {
  readonly state: ExportState;
  readonly format: ExportFormat | undefined;
  readonly change: (patch: Partial<ExportChoices>) => void;
  /** Asks where to and writes; true when the dialog has nothing more to say. */
  readonly run: () => Promise<boolean>;
  readonly cancel: () => void;
  /** Back from the report to the choices. */
  readonly again: () => void;
}

/** What was chosen last stands in the dialog the next time, layers apart. */
let last: Partial<ExportChoices> = {};

const FIRST: ExportChoices = {
  layers: [],
  selected: false,
  fields: null,
  format: 'geopackage',
  epsg: STORED_EPSG,
  naming: 'standard',
  encoding: null,
  own: {},
};

const titleOf = (layers: readonly LayerState[], ids: readonly string[]): string => {
  const { language } = useSettings.getState().settings;
  const only = ids.length === 1 ? layers.find(({ schema }) => schema.id === ids[0]) : undefined;
  return only === undefined ? '' : ` ${only.schema.name[language]}`;
};

/**
 * @param layer the layer the dialog was opened for; null for none
 * @param selected true when it was opened for what is selected, in whatever layers that is
 */
export function useExport(layer: string | null, selected: boolean): ExportModel {
  const [state, setState] = useState<ExportState>(() => {
    const layers = selected ? selectedLayers(useSelection.getState().refs) : layer === null ? [] : [layer];
    return {
      choices: { ...FIRST, ...last, layers, fields: null, selected },
      formats: null,
      busy: false,
      progress: null,
      failure: null,
      report: null,
    };
  });
  const abort = useRef<AbortController | null>(null);
  const patch = (more: Partial<ExportState>): void => setState((now) => ({ ...now, ...more }));
  useEffect(() => {
    void services()
      ?.query.exportFormats({})
      .then((answer) => (answer.ok ? patch({ formats: answer.value }) : patch({ failure: answer.error })));
    return () => abort.current?.abort();
  }, []);
  const { choices } = state;
  const format = state.formats?.find(({ id }) => id === choices.format) ?? state.formats?.[0];

  const requested = (): Promise<{ layer: string; fids: number[] | null; fields: string[] | null }[]> =>
    Promise.all(
      choices.layers.map(async (id) => ({
        layer: id,
        fids: choices.selected ? [...(await selectedFids(id))] : null,
        fields: choices.layers.length === 1 && choices.fields !== null ? [...choices.fields] : null,
      })),
    );

  return {
    state,
    format,
    change: (more) => {
      const next = { ...choices, ...more };
      const { format: id, epsg, naming, encoding, own } = next;
      last = { format: id, epsg, naming, encoding, own };
      patch({ choices: next, failure: null });
    },
    run: async () => {
      const client = services();
      if (client === null || format === undefined) return false;
      const county = useSession.getState().blueprint?.name ?? '';
      const title = titleOf(useLayers.getState().layers ?? [], choices.layers);
      patch({ failure: null });
      const chosen = await client.shell.chooseExport({ suggested: `${county}${title}${format.extension}` });
      if (!chosen.ok) {
        patch({ failure: chosen.error });
        return false;
      }
      if (chosen.value === null) return false;
      const { token, name } = chosen.value;
      patch({ busy: true, progress: null });
      const layers = await requested();
      const written = await runJob({ key: 'ui.job.export', params: { file: name } }, (options) => {
        abort.current = new AbortController();
        options.signal?.addEventListener('abort', () => abort.current?.abort(), { once: true });
        return client.query.exportLayers(
          {
            layers,
            format: format.id,
            epsg: format.crs === 'degrees' ? STORED_EPSG : choices.epsg,
            naming: choices.naming,
            language: useSettings.getState().settings.language,
            encoding:
              choices.encoding !== null && format.encodings.includes(choices.encoding)
                ? choices.encoding
                : null,
            own: { ...choices.own[format.id] },
            file: token,
          },
          {
            signal: abort.current.signal,
            onProgress: (progress) => {
              options.onProgress?.(progress);
              patch({ progress });
            },
          },
        );
      });
      if (!written.ok) {
        patch({ busy: false, failure: written.error.code === 'cancelled' ? null : written.error });
        return false;
      }
      const { features, files, renamed, notes } = written.value;
      const quiet = renamed.length === 0 && notes.length === 0;
      // Where there is more to tell, the dialog tells it all.
      if (quiet) notify('ok', 'ui.exported', { n: features, file: files.join(', ') || name });
      patch({ busy: false, report: quiet ? null : written.value });
      return quiet;
    },
    cancel: () => abort.current?.abort(),
    again: () => patch({ report: null }),
  };
}
