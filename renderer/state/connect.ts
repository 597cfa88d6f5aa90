import { onServices, services, shellClient, type Services } from '../bridge/client.ts';
import type { ShellState } from '../../shared/bridge/shell-contract.ts';
import { followBackgrounds } from './backgrounds.ts';
import { takeUpDrafts } from './field-draft.ts';
import { openFieldMode } from './field-mode.ts';
import { followFieldWork, forgetFieldWork, loadFieldWork } from './field-work.ts';
import { showFieldPackage, useFieldOpen } from './field-open.ts';
import { useFindingList } from './finding-list.ts';
import { useFindings } from './findings.ts';
import { useFindingsMap } from './findings-map.ts';
import { useOfficialTables } from './official-tables.ts';
import { followKeptTracks } from './kept-tracks.ts';
import { useInspection } from './inspection.ts';
import { useStylePanel } from './layer-work.ts';
import { useLayers } from './layers.ts';
import { forgetMerge } from './merge-work.ts';
import { notify, notifyFailure } from './notices.ts';
import { useRuleset } from './ruleset.ts';
import { followRuleset, loadRuleset } from './ruleset-work.ts';
import { useSelection } from './selection.ts';
import { useSession } from './session.ts';
import { resetComparison } from './comparison.ts';
import { forgetImport } from './photo-import.ts';
import { forgetPhotos } from './photos.ts';
import { followPosition, startPosition } from './position.ts';
import { followTrackLine } from './track-line.ts';
import { usePositionWork } from './position-work.ts';
import { followSheets, forgetSheets, loadSheets } from './sheets.ts';
import { useSettings } from './settings.ts';
import { useTableView } from './table-view.ts';
import { useTool } from './tool.ts';
import { followVersions, loadVersions } from './versions.ts';

/** Forgets everything of a blueprint when it is closed or another is opened. */
function forget(): void {
  useLayers.getState().reset();
  useStylePanel.getState().show(null);
  useFindings.getState().reset();
  useRuleset.getState().reset();
  useInspection.getState().reset();
  useOfficialTables.getState().reset();
  useFindingList.getState().change({ filter: 'all', search: '' });
  useSelection.getState().clear();
  useTableView.getState().reset();
  useFindingsMap.getState().focus(null);
  useTool.getState().setTool('select');
  // The place of one county is none of another.
  usePositionWork.getState().setTarget(null);
  resetComparison();
  forgetMerge();
  forgetSheets();
  forgetFieldWork();
  forgetPhotos();
  forgetImport();
  useSession.setState({ file: null, ready: false });
}

let loading = 0;

/** Reads everything that the panels show of the open blueprint. A later call makes an earlier one void. */
async function load(): Promise<void> {
  const now = services();
  if (now === null || useSession.getState().blueprint === null) return;
  loading += 1;
  const turn = loading;
  const [, info, file, layers, findings] = await Promise.all([
    // Before the findings are shown: it has their sentences.
    loadRuleset(),
    now.store.info({}),
    now.store.state({}),
    now.store.layers({}),
    now.query.findings({}),
  ]);
  if (turn !== loading) return;
  void loadVersions();
  void loadSheets();
  void loadFieldWork();
  if (info.ok) useSession.setState({ blueprint: info.value });
  if (layers.ok) useLayers.getState().take(layers.value);
  if (findings.ok) useFindings.getState().take(findings.value);
  if (file.ok) useSession.setState({ file: file.value, ready: true });
  // Services that stop before they answer are followed by new ones, or by the start screen.
  const failed = [info, file, layers, findings].find((one) => !one.ok && one.error.code !== 'bridge.closed');
  if (failed && !failed.ok) notifyFailure(failed.error);
}

function takeShell(shell: ShellState): void {
  const before = useSession.getState().blueprint?.path ?? null;
  const after = shell.blueprint?.path ?? null;
  if (after !== before) forget();
  useSettings.getState().take(shell.settings);
  useSession.setState({ shell, blueprint: shell.blueprint });
  if (after !== before) {
    openFieldMode();
    void takeUpDrafts();
  }
  const { offered } = shell;
  if (offered !== null && offered.token !== useFieldOpen.getState().chosen?.token) showFieldPackage(offered);
  if (after !== before && shell.recovered) notify('info', 'ui.recovered');
  if (after !== before) void load();
}

/** Follows the events of services that have just come or come back, then reads what was missed. */
function follow({ store, query }: Services): void {
  store.on('state', (file) => useSession.setState({ file }));
  store.on('layers', (layers) => useLayers.getState().take(layers));
  query.on('committed', ({ rev }) => useSession.setState({ readRev: rev }));
  query.on('committed', followRuleset);
  query.on('committed', followVersions);
  query.on('committed', followSheets);
  query.on('committed', followFieldWork);
  query.on('findings', (delta) => useFindings.getState().apply(delta));
  query.on('checkState', (check) => useFindings.getState().takeState(check));
  void load();
}

const START_POSITION = { key: 'position.start-again', run: () => void startPosition() };

let started = false;

/** Connects the state of the page to the shell and the services; once for the life of the page. */
export function startSession(): void {
  if (started) return;
  started = true;
  const shell = shellClient();
  shell.on('state', takeShell);
  shell.on('busy', (busy) => useSession.setState({ busy }));
  shell.on('failed', (failure) =>
    notifyFailure(failure, failure.code === 'position.ended' ? START_POSITION : undefined),
  );
  onServices(follow);
  followBackgrounds();
  followPosition();
  followTrackLine();
  followKeptTracks();
  void shell.state({}).then((state) => (state.ok ? takeShell(state.value) : notifyFailure(state.error)));
}

// The start screen says how many findings each blueprint had when its check was last complete.
useFindings.subscribe((state, before) => {
  const { findings, check } = state;
  if (findings === null || check === null || check.running || check.finishedAt === null) return;
  // The list comes before the word that the run has ended, or after it.
  if (findings === before.findings && check.finishedAt === before.check?.finishedAt) return;
  void shellClient().findingsCount({ count: findings.length });
});
