import { create } from 'zustand';
import type { FixEvent, PositionState } from '../../shared/gnss/service-types.ts';
import type { SignalState } from '../../shared/gnss/signal.ts';
import type { Result } from '../../shared/result.ts';
import { onPosition, positionClient, shellClient, type PositionClient } from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';

export interface PositionsState {
  /** What the service of positions last said; null while it does not run. */
  readonly service: PositionState | null;
  /** The last position that counts, of the receiver that is read; it may be old. */
  readonly counted: FixEvent | null;
  /** When it came, on the clock of the page (`performance.now`); null where it was there before the page was. */
  readonly countedAt: number | null;
}

export const usePosition = create<PositionsState>()(() => ({
  service: null,
  counted: null,
  countedAt: null,
}));

const change = (part: Partial<PositionState>): void =>
  usePosition.setState(({ service }) => ({ service: service === null ? null : { ...service, ...part } }));

/** Takes a whole state. The position that counted last goes with its receiver. */
function take(service: PositionState): void {
  const { last } = service;
  usePosition.setState((before) => {
    if (last === null) return { service, counted: null, countedAt: null };
    if (before.counted === null && last.use === 'counts') return { service, counted: last, countedAt: null };
    return { service };
  });
}

const hearing = new Set<(event: FixEvent) => void>();

/** Calls `handler` once for each position that comes, after the state has it. */
export function onFix(handler: (event: FixEvent) => void): () => void {
  hearing.add(handler);
  return () => hearing.delete(handler);
}

/** Follows the service of positions whenever it is started; once for the life of the page. */
export const followPosition = (): (() => void) =>
  onPosition((client) => {
    client.on('fix', (last) => {
      change({ last });
      if (last.use === 'counts') usePosition.setState({ counted: last, countedAt: performance.now() });
      for (const handler of hearing) handler(last);
    });
    client.on('signal', (signal) => change({ signal }));
    client.on('satellites', (satellites) => change({ satellites }));
    client.on('counters', (counters) => change({ counters }));
    client.on('source', (status) => change({ status }));
    client.on('track', (track) => change({ track }));
    client.on('raw', (raw) => {
      change({ raw });
      // Nobody has the settings open all day, which show it.
      if (raw.trouble !== null) notifyFailure(raw.trouble);
    });
    void client.state({}).then((now) => {
      if (now.ok) take(now.value);
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
  if (now.ok) take(now.value);
  return answer.value;
}

/** The position that stands for where one is: measured, confirmed, and not older than the settings allow; else null. */
export const positionNow = ({ service }: Pick<PositionsState, 'service'>): FixEvent | null =>
  service !== null && service.signal === 'fix' && service.last?.use === 'counts' ? service.last : null;

/** The state of the signal; `none` while no receiver is read. */
export const signalNow = ({ service }: Pick<PositionsState, 'service'>): SignalState =>
  service?.signal ?? 'none';

/** Why there is no position that may be used, as a text key; null where there is one. */
export function whyNoPosition({ service }: Pick<PositionsState, 'service'>): string | null {
  if (positionNow({ service }) !== null) return null;
  if (service === null || service.status.state === 'off') return 'position.why.off';
  if (service.signal !== 'fix') return `position.why.${service.signal}`;
  return service.last === null || service.last.use === 'counts'
    ? 'position.why.searching'
    : `position.why.${service.last.use}`;
}
