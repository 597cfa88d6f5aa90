import type { Committed } from '../../shared/change/change.ts';
import { fail, type Result } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { sayClosing } from '../state/closing-notice.ts';
import { notifyFailure } from '../state/notices.ts';
import { useHot } from '../state/hot.ts';
import { useSelection } from '../state/selection.ts';
import { useTool } from '../state/tool.ts';

/** How long the reader may take to see a commit that has been acknowledged, ms. */
const SEEN_MS = 2000;

/** Runs a command in the store; a failure is said to the user and handed back. */
export async function runCommand(command: string, params: unknown): Promise<Result<Committed>> {
  const store = services()?.store;
  if (!store) return fail('bridge.closed');
  useTool.setState({ busy: true });
  const result = await store.execute({ command, params });
  useTool.setState({ busy: false });
  if (result.ok) sayClosing(result.value);
  else notifyFailure(result.error);
  return result;
}

/** Selects the first features that a commit wrote in a layer, once the reader has them. */
export async function selectWritten(commit: Committed, layer: string, most = 1): Promise<void> {
  const fids = commit.touched.find((touched) => touched.layer === layer)?.fids;
  const query = services()?.query;
  if (!query || !fids || fids === 'many' || fids.length === 0) return;
  const until = performance.now() + SEEN_MS;
  while (performance.now() < until) {
    const found = await query.featuresByFid({ layer, fids: fids.slice(0, most) });
    const records = found.ok ? found.value : [];
    if (records.length > 0) {
      useSelection.getState().set(records.map(({ uid }) => ({ table: layer, uid })));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Resolves when the map shows a revision, hot or in its tiles; at the latest after a moment. */
export function shownOnMap(rev: number): Promise<void> {
  if (useHot.getState().revision >= rev) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, SEEN_MS);
    const stop = useHot.subscribe((state) => {
      if (state.revision >= rev) done();
    });
    function done(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}
