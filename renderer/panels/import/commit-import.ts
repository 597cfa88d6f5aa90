import { services } from '../../bridge/client.ts';
import { runJob } from '../../state/jobs.ts';
import { useLayers } from '../../state/layers.ts';
import { notify } from '../../state/notices.ts';
import { stepHistory } from '../../state/undo.ts';
import { zoomToLayers } from '../../state/zoom.ts';
import type { ImportState } from './import-state.ts';

/** Features that a report brings in, of all its layers. */
export const stagedCount = ({ report }: Pick<ImportState, 'report'>): number =>
  (report?.layers ?? []).reduce((sum, { staged }) => sum + staged, 0);

/** Takes what is staged into its layers, as one step; true when it is in the blueprint. */
export async function commitImport(
  state: ImportState,
  change: (patch: Partial<ImportState>) => void,
  onStart: (abort: AbortController) => void,
): Promise<boolean> {
  const { report, file } = state;
  const client = services();
  if (!client || !report) return false;
  change({ busy: 'committing', failure: null, progress: null });
  const granted = await client.shell.grantStaging({ staging: report.staging });
  if (!granted.ok) {
    change({ busy: null, failure: granted.error });
    return false;
  }
  const name = file?.name ?? '';
  const targets = [...new Set(report.layers.map(({ layer }) => layer))];
  const held = useLayers.getState().layers ?? [];
  const replaced = targets.filter(
    (target) =>
      state.replaced.includes(target) && held.some(({ schema, count }) => schema.id === target && count > 0),
  );
  const done = await runJob({ key: 'ui.job.import', params: { file: name } }, (options) => {
    const abort = new AbortController();
    onStart(abort);
    options.signal?.addEventListener('abort', () => abort.abort(), { once: true });
    return client.store.commitStaged(
      { staging: report.staging, mode: 'append', replaced },
      {
        signal: abort.signal,
        onProgress: (progress) => {
          options.onProgress?.(progress);
          change({ progress });
        },
      },
    );
  });
  change({ busy: null, failure: done.ok || done.error.code === 'cancelled' ? null : done.error });
  if (!done.ok) return false;
  notify(
    'ok',
    'ui.imported',
    { n: stagedCount(state), file: name },
    { key: 'ui.undo', run: () => void stepHistory('undo') },
  );
  // The boxes of the layers are renewed with the commit; the map goes there once the store has said so.
  setTimeout(() => zoomToLayers(targets), 300);
  return true;
}
