import { addProtocol } from 'maplibre-gl';
import { parseTileAddress, type TileAddress } from '../../shared/map/tile-fields.ts';
import { services } from '../bridge/client.ts';

/** Who keeps the books of tiles: what revision a tile must have, and what it was given. */
export interface TileBook {
  neededRev(address: TileAddress): number;
  given(address: TileAddress, rev: number, complete: boolean): void;
}

/** How long to wait before an unfinished or outdated tile is asked for again, ms. */
const AGAIN_MS = 40;
const TRIES = 50;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new DOMException('Aborted', 'AbortError'));
      },
      { once: true },
    );
  });

const bufferOf = (bytes: Uint8Array | null): ArrayBuffer =>
  bytes ? (bytes.slice().buffer as ArrayBuffer) : new ArrayBuffer(0);

/** One tile that is at least as new as the book asks. An empty buffer where nothing lies in it. */
async function load(address: TileAddress, signal: AbortSignal, book: TileBook): Promise<ArrayBuffer> {
  for (let tries = 0; ; tries++) {
    const query = services()?.query;
    const answer = query ? await query.tile(address, { signal }) : null;
    if (signal.aborted) throw new DOMException('Aborted', 'AbortError');
    if (answer?.ok) {
      const { bytes, rev, complete } = answer.value;
      // A past state never changes: its tile is whole or not yet.
      if (address.state !== undefined) {
        if (complete || tries >= TRIES) return bufferOf(bytes);
      } else if (rev >= book.neededRev(address) || tries >= TRIES) {
        book.given(address, rev, complete);
        return bufferOf(bytes);
      }
    } else if (tries >= TRIES || (answer && answer.error.code !== 'bridge.closed')) {
      throw new Error(answer ? answer.error.code : 'no-services');
    }
    // Services that are being restarted take longer than a reader that is about to see a commit.
    await pause(answer?.ok ? AGAIN_MS : AGAIN_MS * 5, signal);
  }
}

/** Makes a map ask the query service for its tiles, through the page and never over the network. */
export function registerTileProtocol(scheme: string, book: TileBook): void {
  addProtocol(scheme, async ({ url }, abort) => {
    const address = parseTileAddress(url);
    if (!address) throw new Error(`Not a tile address: ${url}`);
    return { data: await load(address, abort.signal, book) };
  });
}
