/** Scheme of the tiles of backgrounds; the page answers it itself, on every map. */
export const BACKGROUND_SCHEME = 'lantu-background';

/** @param version changes when the tiles of the background do, so that none of before are shown */
export const backgroundAddress = (id: string, version: number): string =>
  `${BACKGROUND_SCHEME}://${id}@${version}/{z}/{x}/{y}`;

export interface BackgroundAddress {
  readonly id: string;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Reads an address made from `backgroundAddress`; null when it is none. */
export function parseBackgroundAddress(address: string): BackgroundAddress | null {
  const match = /^lantu-background:\/\/([\w-]{1,64})@\d+\/(\d+)\/(\d+)\/(\d+)$/.exec(address);
  if (!match) return null;
  return { id: match[1]!, z: Number(match[2]), x: Number(match[3]), y: Number(match[4]) };
}
