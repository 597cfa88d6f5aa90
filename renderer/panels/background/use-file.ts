import { useState } from 'react';
import type { BackgroundProbe, BackgroundState } from '../../../shared/background/types.ts';
import type { ChosenFile } from '../../../shared/bridge/shell-contract.ts';
import type { CallOptions } from '../../../shared/bridge/contract.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { backgroundClient, shellClient } from '../../bridge/client.ts';
import { countyBox, useBackgrounds, zoomToBackground } from '../../state/backgrounds.ts';
import { runJob } from '../../state/jobs.ts';
import { notify, notifyFailure } from '../../state/notices.ts';

/** What a dialog knows of the file that is to be a background. */
export interface FileModel {
  readonly file: ChosenFile | null;
  readonly probe: BackgroundProbe | null;
  readonly epsg: number | null;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly setEpsg: (epsg: number | null) => void;
  readonly choose: () => Promise<void>;
  /** Whether nothing is left to be asked. */
  readonly ready: boolean;
}

export function useFile(): FileModel {
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [probe, setProbe] = useState<BackgroundProbe | null>(null);
  const [epsg, setEpsg] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const choose = async (): Promise<void> => {
    const chosen = await shellClient().chooseBackground({});
    if (!chosen.ok) return setFailure(chosen.error);
    const client = backgroundClient();
    if (chosen.value === null || client === null) return;
    setFile(chosen.value);
    setProbe(null);
    setFailure(null);
    setBusy(true);
    const looked = await client.probeFile({ file: chosen.value.token, county: countyBox() });
    setBusy(false);
    if (!looked.ok) return setFailure(looked.error);
    setProbe(looked.value);
    setEpsg(looked.value.picture?.epsg ?? null);
  };
  const asked = probe?.picture?.crs === 'none' && epsg === null;
  return { file, probe, epsg, busy, failure, setEpsg, choose, ready: probe !== null && !asked };
}

/** Takes the chosen file as a background: at once, or as a job where it has to be turned into tiles first. */
export async function takeFile(model: FileModel, replace: string | null): Promise<void> {
  const { file, probe, epsg } = model;
  const client = backgroundClient();
  if (file === null || probe === null || client === null) return;
  // What the file states itself needs no word of the user.
  const chosen = probe.picture?.crs === 'none' ? epsg : null;
  const call = (options: CallOptions): Promise<Result<BackgroundState>> =>
    client.addFile({ file: file.token, epsg: chosen, replace }, options);
  const added =
    probe.picture === null
      ? await call({})
      : await runJob({ key: 'background.job.convert', params: { file: probe.fileName } }, call);
  if (!added.ok) {
    notifyFailure(added.error);
    return;
  }
  const { id, name } = added.value;
  useBackgrounds.getState().setActive(id);
  notify('ok', 'background.added', { name }, { key: 'background.zoom', run: () => zoomToBackground(id) });
}
