import type { BackgroundState } from '../../../shared/background/types.ts';
import type { CallOptions } from '../../../shared/bridge/contract.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { backgroundClient, shellClient } from '../../bridge/client.ts';

const MB = 1 << 20;
/** How large a background that goes along may be, bytes. */
export const BASEMAP_SIZES = [50 * MB, 200 * MB, 500 * MB, 1000 * MB] as const;

export interface BasemapChoice {
  readonly background: string | null;
  readonly maxBytes: number;
}
export const NO_BASEMAP: BasemapChoice = { background: null, maxBytes: BASEMAP_SIZES[1] };

/** Whether a background can be cut: its tiles lie on this computer. */
export const canCut = ({ kind, status, tiles }: BackgroundState): boolean =>
  kind === 'file' && (status === 'ready' || status === 'area') && tiles !== null;

export interface Basemap {
  readonly file: string;
  readonly name: string;
}

/**
 * Cuts the area out of a background, packs with it, and removes the cut whatever comes of it. With no background chosen
 * it packs without.
 */
export async function withBasemap<T>(
  background: BackgroundState | undefined,
  { box, maxBytes }: { readonly box: Box; readonly maxBytes: number },
  options: CallOptions,
  pack: (basemap: Basemap | null) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (background === undefined) return pack(null);
  const client = backgroundClient();
  if (client === null) return fail('bridge.closed');
  const shell = shellClient();
  const scratch = await shell.basemapScratch({});
  if (!scratch.ok) return scratch;
  try {
    const cut = await client.cutArea(
      { id: background.id, box, maxBytes, file: scratch.value.write },
      options,
    );
    if (!cut.ok) return cut;
    const packed = await pack({ file: scratch.value.read, name: background.name });
    return packed.ok ? ok(packed.value) : packed;
  } finally {
    await shell.dropBasemapScratch({});
  }
}
