import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PORT_MESSAGE } from '../../../shared/bridge/shell-methods.ts';
import type { FixEvent, PositionState } from '../../../shared/gnss/service-types.ts';
import { DEFAULT_GNSS_SETTINGS } from '../../../shared/gnss/settings.ts';
import { noFaults } from '../../../shared/gnss/types.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { fixAt } from '../../fixtures/nmea/fixes.ts';

const STATE: PositionState = {
  settings: { ...DEFAULT_GNSS_SETTINGS, staleAfterS: 3, lostAfterS: 10 },
  source: null,
  status: { state: 'open', trouble: null },
  signal: 'searching',
  last: null,
  satellites: [],
  counters: { faults: noFaults(), jumps: { aside: 0, dropped: 0, confirmed: 0 } },
  track: null,
  raw: { on: false, path: null, trouble: null },
};
const fix = (second: number): FixEvent => ({ fix: fixAt(second, 110, 30), use: 'counts', apart: false });

/** The page's end of a port, whose other end says what a test says. */
class Port {
  readonly handlers = new Map<string, (event: unknown) => void>();
  readonly closing: (() => void)[] = [];
  state: PositionState;
  constructor(state: PositionState) {
    this.state = state;
  }
  addEventListener(type: string, handler: (event: unknown) => void): void {
    if (type === 'close') this.closing.push(() => handler({}));
    else this.handlers.set(type, handler);
  }
  start(): void {}
  postMessage({ t, id }: { t: string; id: number }): void {
    if (t === 'call') this.say({ t: 'result', id, result: ok(this.state) });
  }
  say(data: unknown): void {
    this.handlers.get('message')!({ data });
  }
  event(name: string, payload: unknown): void {
    this.say({ t: 'event', name, payload });
  }
  close(): void {
    for (const handler of this.closing) handler();
  }
}

let position: typeof import('../../../renderer/state/position.ts');
let client: typeof import('../../../renderer/bridge/client.ts');
let standing: typeof import('../../../renderer/state/field-hand.ts');
let vertex: typeof import('../../../renderer/state/vertex-by-position.ts');
let onMessage: (event: unknown) => void = () => {};
const startPosition = vi.fn<() => Promise<Result<null>>>(async () => ok(null));
beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  const page: Record<string, unknown> = {
    ...events,
    location: { origin: 'app://lantu' },
    lantu: { methods: { startPosition }, events: {} },
    matchMedia: () => ({ matches: false, ...events }),
    addEventListener: (type: string, handler: (event: unknown) => void) => {
      if (type === 'message') onMessage = handler;
    },
  };
  vi.stubGlobal('window', page);
  client = await import('../../../renderer/bridge/client.ts');
  position = await import('../../../renderer/state/position.ts');
  standing = await import('../../../renderer/state/field-hand.ts');
  vertex = await import('../../../renderer/state/vertex-by-position.ts');
  position.followPosition();
});

async function connect(state = STATE): Promise<Port> {
  const port = new Port(state);
  onMessage({
    source: window,
    origin: 'app://lantu',
    data: { type: PORT_MESSAGE, service: 'position' },
    ports: [port],
  });
  await vi.advanceTimersByTimeAsync(0);
  return port;
}
/** All that stands on a position. */
const used = () => [
  position.positionNow(position.usePosition.getState()),
  standing.standingNow(),
  vertex.recordNow(),
];
const signal = () => position.usePosition.getState().service?.signal;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(Date.UTC(2026, 10, 29));
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a service of positions that ends', () => {
  it('takes its position with it, is told of, and can be started again', async () => {
    const port = await connect();
    port.event('signal', 'fix');
    port.event('fix', fix(1));
    expect(used()).not.toContain(null);
    port.close();
    expect(used()).toEqual([null, null, null]);
    expect(position.usePosition.getState()).toMatchObject({ service: null, counted: null, gone: true });
    const why = position.whyNoPosition(position.usePosition.getState());
    expect(why).toBe('position.why.gone');
    for (const texts of [TEXTS['zh-CN'], TEXTS.en]) expect(why! in texts).toBe(true);
    expect(client.positionClient()).toBeNull();
    startPosition.mockClear();
    await position.startPosition();
    expect(startPosition).toHaveBeenCalledOnce();
    const next = await connect();
    expect(position.usePosition.getState().gone).toBe(false);
    // What the dead one still had under way is not heard, nor is its end.
    port.event('fix', fix(2));
    port.close();
    expect(used()).toEqual([null, null, null]);
    expect(client.positionClient()).not.toBeNull();
    next.event('signal', 'fix');
    next.event('fix', fix(3));
    expect(used()).not.toContain(null);
  });
});

describe('a service of positions that hangs', () => {
  it('has no position once it is as old as the settings allow, by the clock of the page', async () => {
    const port = await connect();
    port.event('signal', 'fix');
    port.event('fix', fix(1));
    await vi.advanceTimersByTimeAsync(2990);
    expect(signal()).toBe('fix');
    expect(used()).not.toContain(null);
    const heard: (string | undefined)[] = [];
    const stop = position.usePosition.subscribe(({ service }) => heard.push(service?.signal));
    await vi.advanceTimersByTimeAsync(20);
    expect(used()).toEqual([null, null, null]);
    await vi.advanceTimersByTimeAsync(7000);
    stop();
    // Said by the page itself: nothing has come from the service.
    expect(heard).toEqual(['stale', 'lost']);
    // It goes on, and never knew that it had hung.
    port.event('fix', fix(12));
    expect(signal()).toBe('fix');
    expect(used()).not.toContain(null);
  });

  it('has none after the computer slept, though no timer has run yet', async () => {
    const port = await connect();
    port.event('signal', 'fix');
    port.event('fix', fix(1));
    vi.setSystemTime(Date.UTC(2026, 10, 29, 1));
    expect(used()).toEqual([null, null, null]);
    expect(position.whyNoPosition(position.usePosition.getState())).toBe('position.why.lost');
  });

  it('has none that was there before the page was, whatever the service says of it', async () => {
    const port = await connect({ ...STATE, signal: 'fix', last: fix(1) });
    expect(signal()).toBe('stale');
    expect(used()).toEqual([null, null, null]);
    port.event('fix', fix(2));
    expect(used()).not.toContain(null);
    // Reading the state again makes the position no newer.
    port.state = { ...STATE, signal: 'fix', last: fix(2) };
    await vi.advanceTimersByTimeAsync(2000);
    await position.askPosition((now) => now.ports({}));
    expect(used()).not.toContain(null);
    await vi.advanceTimersByTimeAsync(1010);
    await position.askPosition((now) => now.ports({}));
    expect(used()).toEqual([null, null, null]);
  });
});
