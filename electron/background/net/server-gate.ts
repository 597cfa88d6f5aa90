import http from 'node:http';
import https from 'node:https';
import { fail, type Failure, type Result } from '../../../shared/result.ts';
import type { Tile } from '../../../shared/map/tile-grid.ts';
import { tileUrl, type UrlTemplate } from '../../../shared/background/url-template.ts';
import { fetchTile, FETCH_LIMITS, type Fetched, type FetchLimits, type FetchWays } from './fetch-tile.ts';

/** Requests under way to one server at a time, for the map; an area that is saved asks more slowly. */
const PARALLEL = 6;
/** After so many failures in a row the server is left alone for a while. */
const FAILURES_TO_REST = 8;
const REST_MS = 30_000;

/**
 * The one way to a server. It is shut until the user opens it, and shutting it ends what is under way: while it is
 * shut no request begins, whoever asks.
 */
export interface ServerGate {
  readonly open: boolean;
  /** What went wrong last; null when the last answer was good. */
  readonly trouble: Failure | null;
  set(open: boolean): void;
  /** Failures `background.off`, those of `fetchTile`, and the last one again while the server is left alone. */
  fetch(tile: Tile, signal: AbortSignal): Promise<Result<Fetched>>;
}

export interface GateHost {
  readonly template: UrlTemplate;
  key(): string;
  /** How this product names itself to servers. */
  readonly userAgent: string;
  now(): number;
  /** What is said of the server has changed; `null`: it answers again. */
  onTrouble(trouble: Failure | null): void;
  readonly limits?: FetchLimits;
}

/** One time that the gate is open. */
interface Session {
  readonly signal: AbortSignal;
  readonly ways: FetchWays;
  end(): void;
}

function beginSession({ userAgent, limits }: GateHost): Session {
  const abort = new AbortController();
  const options = { keepAlive: true, maxSockets: PARALLEL };
  const plain = new http.Agent(options);
  const secure = new https.Agent(options);
  return {
    signal: abort.signal,
    ways: { userAgent, limits: limits ?? FETCH_LIMITS, plain, secure },
    end: () => {
      abort.abort();
      plain.destroy();
      secure.destroy();
    },
  };
}

export function createServerGate(host: GateHost): ServerGate {
  let session: Session | null = null;
  let running = 0;
  let trouble: Failure | null = null;
  let failures = 0;
  let restUntil = 0;
  const waiting: (() => void)[] = [];

  const turn = (): Promise<void> | void => {
    if (running < PARALLEL) {
      running += 1;
      return;
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  /** The place of a request that has ended goes to the one that came last: what the map shows now, not before. */
  const leave = (): void => {
    const next = waiting.pop();
    if (next) next();
    else running -= 1;
  };
  const say = (failure: Failure | null): void => {
    const before = trouble?.code ?? null;
    trouble = failure;
    if ((failure?.code ?? null) !== before) host.onTrouble(failure);
  };
  const learn = (result: Result<Fetched>): void => {
    if (result.ok) {
      failures = 0;
      say(null);
      return;
    }
    const { code, params } = result.error;
    if (code === 'cancelled') return;
    failures += 1;
    const asked = code === 'background.busy' ? Number(params?.['wait'] ?? 0) * 1000 : 0;
    if (asked > 0 || failures >= FAILURES_TO_REST) restUntil = host.now() + (asked || REST_MS);
    say(result.error);
  };

  return {
    get open() {
      return session !== null;
    },
    get trouble() {
      return trouble;
    },
    set: (open) => {
      if (open === (session !== null)) return;
      session?.end();
      session = open ? beginSession(host) : null;
      failures = 0;
      restUntil = 0;
      trouble = null;
    },
    fetch: async (tile, signal) => {
      const mine = session;
      if (mine === null) return fail('background.off');
      await turn();
      try {
        if (signal.aborted) return fail('cancelled');
        // Shut while this waited, perhaps opened again: either way it was asked for before.
        if (mine.signal.aborted) return fail('background.off');
        if (host.now() < restUntil && trouble !== null) return { ok: false, error: trouble };
        const either = AbortSignal.any([signal, mine.signal]);
        const url = tileUrl(host.template, tile, host.key());
        const result = await fetchTile(url, host.template, mine.ways, either);
        if (mine.signal.aborted) return fail('background.off');
        learn(result);
        return result;
      } finally {
        leave();
      }
    },
  };
}
