import { create } from 'zustand';
import type { FixEvent, PositionState } from '../../shared/gnss/service-types.ts';
import type { SignalState } from '../../shared/gnss/signal.ts';
import type { Result } from '../../shared/result.ts';
import { onPosition, positionClient, shellClient, type PositionClient } from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';

export interface PositionsState {
  /** What the service of positions last said; null while it does not run. */
  readonly service: PositionState | null;
}

export const usePosition = create<PositionsState>()(() => ({ service: null }));

const change = (part: Partial<PositionState>): void =>
  usePosition.setState(({ service }) => ({ service: service === null ? null : { ...service, ...part } }));

/** Follows the service of positions whenever it is started; once for the life of the page. */
export const followPosition = (): (() => void) =>
  onPosition((client) => {
    client.on('fix', (last) => change({ last }));
    client.on('signal', (signal) => change({ signal }));
    client.on('satellites', (satellites) => change({ satellites }));
    client.on('counters', (counters) => change({ counters }));
    client.on('source', (status) => change({ status }));
    client.on('track', (track) => change({ track }));
    void client.state({}).then((now) => {
      if (now.ok) usePosition.setState({ service: now.value });
    });
  });

/** Starts the service where it does not run; the state is there a moment later. */
export async function startPosition(): Promise<void> {
  if (positionClient() !== null) return;
  const started = await shellClient().startPosition({});
  if (!started.ok) notifyFailure(started.error);
}

/** Asks the service, reads what became of it, and says when that did not work. Null when it failed. */
export async function askPosition<T>(
  question: (client: PositionClient) => Promise<Result<T>>,
): Promise<T | null> {
  const client = positionClient();
  if (client === null) return null;
  const answer = await question(client);
  if (!answer.ok) {
    notifyFailure(answer.error);
    return null;
  }
  const now = await client.state({});
  if (now.ok) usePosition.setState({ service: now.value });
  return answer.value;
}

/** The position that stands for where one is: measured, confirmed, and not older than the settings allow; else null. */
export const positionNow = ({ service }: PositionsState): FixEvent | null =>
  service !== null && service.signal === 'fix' && service.last?.use === 'counts' ? service.last : null;

/** The state of the signal; `none` while no receiver is read. */
export const signalNow = ({ service }: PositionsState): SignalState => service?.signal ?? 'none';
