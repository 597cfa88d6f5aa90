import { createReceiver, type Receiver, type ReceiverSink } from '../../shared/gnss/receiver.ts';
import type { GnssSettings } from '../../shared/gnss/settings.ts';

/** A receiver pauses between the moments it tells of; after so long one is over. */
const PAUSE_MS = 250;

/** A receiver over the clock of its source. */
export interface Watch {
  readonly receiver: Receiver;
  bytes(chunk: Uint8Array, atMs: number): void;
  time(atMs: number): void;
  stop(): void;
}

/**
 * Watches a receiver. Where the clock is that of the computer it ends moments when the receiver pauses, and wakes when
 * the signal turns stale or is lost; between, nothing runs. A recording tells of its time itself.
 */
export function watchReceiver(settings: () => GnssSettings, sink: ReceiverSink, ownClock: boolean): Watch {
  const receiver = createReceiver(settings, sink);
  let pause: NodeJS.Timeout | null = null;
  let wake: NodeJS.Timeout | null = null;

  const sleepOn = (): void => {
    if (ownClock) return;
    if (wake !== null) clearTimeout(wake);
    const next = receiver.nextMs();
    wake =
      next === null
        ? null
        : setTimeout(
            () => {
              receiver.tick(performance.now());
              sleepOn();
            },
            Math.max(1, Math.ceil(next - performance.now()) + 1),
          );
  };
  const paused = (): void => {
    receiver.pause();
    sleepOn();
  };

  return {
    receiver,
    bytes: (chunk, atMs) => {
      receiver.push(chunk, atMs);
      if (ownClock) return;
      if (pause === null) pause = setTimeout(paused, PAUSE_MS);
      else pause.refresh();
    },
    time: (atMs) => receiver.tick(atMs),
    stop: () => {
      if (pause !== null) clearTimeout(pause);
      if (wake !== null) clearTimeout(wake);
      [pause, wake] = [null, null];
      receiver.end();
    },
  };
}
