import { create } from 'zustand';
import type { FixEvent, PositionState } from '../../shared/gnss/service-types.ts';
import type { SignalState } from '../../shared/gnss/signal.ts';
import type { Result } from '../../shared/result.ts';
import {
  onPosition,
  onPositionGone,
  positionClient,
  shellClient,
  type PositionClient,
} from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';
import { pageMoment, signalByAge, untilOlder, type PageMoment } from './position-age.ts';

export interface PositionsState {
  /** What the service of positions last said, its signal as old as it is by the page; null while it does not run. */
  readonly service: PositionState | null;
  /** The signal as the service last said it. */
  readonly said: SignalState;
  /** The last position that counts, of the receiver that is read; it may be old. */
  readonly counted: FixEvent | null;
  /** When it came, on the clocks of the page; null where it was there before the page was. */
  readonly countedAt: PageMoment | null;
  /** The service ended without being asked to, and no other has come since. */
  readonly gone: boolean;
}

const NOTHING = { service: null, said: 'none', counted: null, countedAt: null } as const;

export const usePosition = create<PositionsState>()(() => ({ ...NOTHING, gone: false }));

let aging: ReturnType<typeof setTimeout> | undefined;

/** Changes the state, says how old the signal is by now, and says so again when it gets older by itself. */
function put(part: (before: PositionsState) => Partial<PositionsState>): void {
  usePosition.setState((before) => {
    const state = { ...before, ...part(before) };
    const { service, said, countedAt } = state;
    if (service === null) return state;
    const signal = signalByAge(said, service, countedAt);
    return signal === service.signal ? state : { ...state, service: { ...service, signal } };
  });
  clearTimeout(aging);
  const { service, countedAt } = usePosition.getState();
  const inMs = service === null ? null : untilOlder(service.signal, service.settings, countedAt);
  if (inMs !== null) aging = setTimeout(() => put(() => ({})), inMs);
}

const change = (part: Partial<PositionState>): void =>
  put(({ service }) => ({ service: service === null ? null : { ...service, ...part } }));

const same = (a: FixEvent | null, b: FixEvent): boolean =>
  a !== null && a.fix.orderMs === b.fix.orderMs && a.fix.lon === b.fix.lon && a.fix.lat === b.fix.lat;

/** Takes a whole state. The position that counted last goes with its receiver. */
function take(service: PositionState): void {
  const { last, signal: said } = service;
  put(({ counted }) => {
    const now = { service, said, gone: false };
    if (last === null) return { ...now, counted: null, countedAt: null };
    // One that was not heard here: nobody knows when it came.
    return last.use === 'counts' && !same(counted, last) ? { ...now, counted: last, countedAt: null } : now;
  });
}

const hearing = new Set<(event: FixEvent) => void>();

/** Calls `handler` once for each position that comes, after the state has it. */
export function onFix(handler: (event: FixEvent) => void): () => void {
  hearing.add(handler);
  return () => hearing.delete(handler);
}

function hear(client: PositionClient): void {
  /** What a service says whose place another has taken is not heard. */
  const live = <T>(handler: (payload: T) => void) => {
    return (payload: T): void => {
      if (positionClient() === client) handler(payload);
    };
  };
  client.on(
    'fix',
    live((last) => {
      put(({ service }) => ({
        service: service === null ? null : { ...service, last },
        ...(last.use === 'counts' ? { counted: last, countedAt: pageMoment() } : {}),
      }));
      for (const handler of hearing) handler(last);
    }),
  );
  client.on(
    'signal',
    live((said) => put(() => ({ said }))),
  );
  client.on(
    'satellites',
    live((satellites) => change({ satellites })),
  );
  client.on(
    'counters',
    live((counters) => change({ counters })),
  );
  client.on(
    'source',
    live((status) => change({ status })),
  );
  client.on(
    'track',
    live((track) => change({ track })),
  );
  client.on(
    'raw',
    live((raw) => {
      change({ raw });
      // Nobody has the settings open all day, which show it.
      if (raw.trouble !== null) notifyFailure(raw.trouble);
    }),
  );
  // What another service said of where one is says nothing of this one's.
  put(() => ({ counted: null, countedAt: null }));
  void client.state({}).then(
    live((now) => {
      if (now.ok) take(now.value);
    }),
  );
}

/** Follows the service of positions whenever it is started, and to its end; once for the life of the page. */
export function followPosition(): () => void {
  const stops = [onPosition(hear), onPositionGone(() => put(() => ({ ...NOTHING, gone: true })))];
  return () => {
    for (const stop of stops) stop();
  };
}

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
  if (now.ok && positionClient() === client) take(now.value);
  return answer.value;
}

type Heard = Pick<PositionsState, 'service' | 'countedAt'>;

/** The state of the signal as old as it is by the page's own clock; `none` while no receiver is read. */
export const signalNow = ({ service, countedAt }: Heard): SignalState =>
  service === null ? 'none' : signalByAge(service.signal, service, countedAt);

/**
 * The position that stands for where one is: measured, confirmed, and not older than the settings allow, by the word of
 * the service and by the page's own clock; else null.
 */
export const positionNow = (state: Heard): FixEvent | null => {
  const last = state.service?.last ?? null;
  return last?.use === 'counts' && signalNow(state) === 'fix' ? last : null;
};

/** Why there is no position that may be used, as a text key; null where there is one. */
export function whyNoPosition(state: Heard & Pick<PositionsState, 'gone'>): string | null {
  if (positionNow(state) !== null) return null;
  const { service, gone } = state;
  if (service === null) return gone ? 'position.why.gone' : 'position.why.off';
  if (service.status.state === 'off') return 'position.why.off';
  const signal = signalNow(state);
  if (signal !== 'fix') return `position.why.${signal}`;
  return service.last === null || service.last.use === 'counts'
    ? 'position.why.searching'
    : `position.why.${service.last.use}`;
}
