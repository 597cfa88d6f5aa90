import type { Finding } from '../../shared/rules/rule.ts';
import { services } from '../bridge/client.ts';
import { useCamera } from './camera.ts';
import { useFindings } from './findings.ts';
import { useFindingsMap } from './findings-map.ts';
import { isEmptyBox } from '../../shared/geometry/box.ts';
import type { Box } from '../../shared/geometry/packed.ts';
import { shownFindings } from './finding-list.ts';
import { runJob } from './jobs.ts';
import { useLayout } from './layout.ts';
import { notifyFailure } from './notices.ts';
import { useSelection } from './selection.ts';

/** Puts a finding in front: its pieces on the map, its sentence in the inspector, its subject selected. */
export function focusFinding(finding: Finding, o: { readonly zoom: boolean; readonly piece?: string }): void {
  const map = useFindingsMap.getState();
  map.focus(finding.key, o.piece ?? null);
  map.requestPulse();
  // A finding about a layer as a whole has no feature to select.
  useSelection.getState().set(finding.subject.uid === '' ? [] : [finding.subject]);
  useLayout.getState().change({ rightOpen: true });
  const piece = finding.pieces.find(({ key }) => key === o.piece);
  if (o.zoom) lookAt(piece ? piece.box : finding.box);
}

/** Moves the map to a place; records that lie nowhere leave it where it is. */
export function lookAt(box: Box): void {
  if (!isEmptyBox(box) && box.every(Number.isFinite)) useCamera.getState().zoomTo(box);
}

/** The finding after (1) or before (-1) the one in focus, in the order of the list. */
export function stepFinding(step: 1 | -1): void {
  const list = shownFindings();
  if (list.length === 0) return;
  const at = list.findIndex(({ key }) => key === useFindingsMap.getState().focused);
  const next = at < 0 ? (step === 1 ? 0 : list.length - 1) : (at + step + list.length) % list.length;
  const finding = list[next];
  if (finding) focusFinding(finding, { zoom: true });
}

export const focusedFinding = (): Finding | undefined => {
  const { focused } = useFindingsMap.getState();
  return useFindings.getState().findings?.find(({ key }) => key === focused);
};

/** Checks everything again, as a job. */
export async function checkNow(): Promise<void> {
  const now = services();
  if (now === null) return;
  const result = await runJob({ key: 'ui.job.check' }, (options) => now.query.check({}, options));
  if (result.ok) useFindings.getState().take(result.value);
  else notifyFailure(result.error);
}
