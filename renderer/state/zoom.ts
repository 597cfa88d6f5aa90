import type { Box } from '../../shared/geometry/packed.ts';
import { services } from '../bridge/client.ts';
import { useCamera } from './camera.ts';
import { useFindings } from './findings.ts';
import { useFindingsMap } from './findings-map.ts';
import { useLayers } from './layers.ts';
import { selectedFids } from './selected-fids.ts';
import { selectedLayers, useSelection } from './selection.ts';

/** The box around boxes; null for none. */
export function boxAround(boxes: readonly (Box | null)[]): Box | null {
  let all: [number, number, number, number] | null = null;
  for (const box of boxes) {
    if (box === null) continue;
    all =
      all === null
        ? [box[0], box[1], box[2], box[3]]
        : [
            Math.min(all[0], box[0]),
            Math.min(all[1], box[1]),
            Math.max(all[2], box[2]),
            Math.max(all[3], box[3]),
          ];
  }
  return all;
}

const go = (box: Box | null): void => {
  if (box) useCamera.getState().zoomTo(box);
};

/** To what is selected; to the finding in focus where its subject is what is selected. */
export async function zoomToSelection(): Promise<void> {
  const { refs } = useSelection.getState();
  const { focused } = useFindingsMap.getState();
  const finding = useFindings.getState().findings?.find(({ key }) => key === focused);
  if (finding && refs.length <= 1) return go(finding.box);
  const now = services();
  if (now === null || refs.length === 0) return;
  const boxes = await Promise.all(
    selectedLayers(refs).map(async (layer) => {
      const box = await now.query.rowsBox({ layer, fids: await selectedFids(layer) });
      return box.ok ? box.value : null;
    }),
  );
  go(boxAround(boxes));
}

/** To the county, or, where there is none, to everything. */
export function zoomToAll(): void {
  const layers = useLayers.getState().layers ?? [];
  const county = layers.find(({ schema }) => schema.role === 'county')?.box ?? null;
  go(county ?? boxAround(layers.map(({ box }) => box)));
}

export const zoomToLayer = (layer: string): void =>
  go(useLayers.getState().layers?.find(({ schema }) => schema.id === layer)?.box ?? null);

export const zoomToLayers = (ids: readonly string[]): void =>
  go(
    boxAround(
      (useLayers.getState().layers ?? [])
        .filter(({ schema }) => ids.includes(schema.id))
        .map(({ box }) => box),
    ),
  );
