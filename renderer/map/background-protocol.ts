import { addProtocol } from 'maplibre-gl';
import { BACKGROUND_SCHEME, parseBackgroundAddress } from '../../shared/map/background-address.ts';
import { backgroundClient } from '../bridge/client.ts';

/** Nothing is drawn for an empty answer. */
const NOTHING = new ArrayBuffer(0);

/**
 * Makes the maps ask the service of backgrounds for their pictures, through the page and never over the network. A tile
 * that cannot be had is left clear: the tree says what is wrong, and a map full of errors would not say it better.
 */
export function registerBackgroundProtocol(): void {
  addProtocol(BACKGROUND_SCHEME, async ({ url }, abort) => {
    const address = parseBackgroundAddress(url);
    const client = backgroundClient();
    if (!address || !client) return { data: NOTHING };
    const answer = await client.tile(address, { signal: abort.signal });
    if (abort.signal.aborted) throw new DOMException('Aborted', 'AbortError');
    const bytes = answer.ok ? answer.value.bytes : null;
    return { data: bytes ? (bytes.slice().buffer as ArrayBuffer) : NOTHING };
  });
}
