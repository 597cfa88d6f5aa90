import http from 'node:http';
import https from 'node:https';
import { isTileImage } from '../../../shared/background/image-kind.ts';
import { mayFetch, type UrlTemplate } from '../../../shared/background/url-template.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';

/** Bounds of one answer of a server. */
export interface FetchLimits {
  readonly bytes: number;
  /** From the first byte sent to the last byte had, redirects included, ms. */
  readonly timeMs: number;
}

export const FETCH_LIMITS: FetchLimits = { bytes: 4_000_000, timeMs: 20_000 };

/** Within the configured hosts a server may send on so many times. */
const MAX_REDIRECTS = 3;
const MAX_HEADER_BYTES = 16_384;
/** A wait that a server asks for is kept up to this, seconds. */
const MAX_WAIT_S = 300;

/** How the server is asked: the name this product gives itself, and connections that end when the server is shut. */
export interface FetchWays {
  readonly userAgent: string;
  readonly limits: FetchLimits;
  readonly plain: http.Agent;
  readonly secure: https.Agent;
}

/** What a server answered: a picture, or null where it has none; whether it may be kept. */
export interface Fetched {
  readonly bytes: Uint8Array | null;
  readonly keep: boolean;
}

type Step = { readonly to: URL } | { readonly result: Result<Fetched> };

/** Causes by the code of the error; the address, which may hold the key, is in none of them. */
function networkFailure(error: unknown, host: string): Failure {
  const said = (error as { readonly code?: unknown } | null)?.code;
  const code = typeof said === 'string' ? said : '';
  if (/^(CERT|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) {
    return { code: 'background.certificate', params: { host } };
  }
  return { code: 'background.unreachable', params: { host } };
}

/** Seconds that a server asks to wait, 0 when it does not say. */
function waitOf(header: string | undefined): number {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), MAX_WAIT_S) : 0;
}

function statusFailure(status: number, host: string, wait: number): Failure {
  if (status === 401 || status === 403) return { code: 'background.denied', params: { host, status } };
  if (status === 429 || status === 503) return { code: 'background.busy', params: { host, status, wait } };
  return { code: 'background.status', params: { host, status } };
}

/** One request, without following anywhere. The body is read only when it may be a picture, and never beyond the limit. */
function ask(url: URL, template: UrlTemplate, ways: FetchWays, signal: AbortSignal): Promise<Step> {
  const { host } = url;
  const limit = ways.limits.bytes;
  const secure = url.protocol === 'https:';
  return new Promise((resolve) => {
    const end = (step: Step): void => resolve(step);
    const refuse = (failure: Failure): void => end({ result: { ok: false, error: failure } });
    const request = (secure ? https : http).request(
      url,
      {
        method: 'GET',
        signal,
        agent: secure ? ways.secure : ways.plain,
        maxHeaderSize: MAX_HEADER_BYTES,
        headers: { 'user-agent': ways.userAgent, accept: 'image/png,image/jpeg,image/webp' },
      },
      (response) => {
        const stop = (): void => {
          response.destroy();
        };
        const status = response.statusCode ?? 0;
        if ([301, 302, 303, 307, 308].includes(status)) {
          stop();
          const to = targetOf(response.headers.location, url);
          if (to === null || !mayFetch(template, to)) {
            refuse({ code: 'background.redirected', params: { host, to: to?.host ?? '' } });
          } else end({ to });
          return;
        }
        if (status === 204 || status === 404) {
          stop();
          return end({ result: ok({ bytes: null, keep: true }) });
        }
        if (status !== 200) {
          stop();
          return refuse(statusFailure(status, host, waitOf(response.headers['retry-after'])));
        }
        const tooLarge = (): void => {
          stop();
          refuse({ code: 'background.too-large', params: { host, limit } });
        };
        if (Number(response.headers['content-length'] ?? 0) > limit) return tooLarge();
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > limit) return tooLarge();
          chunks.push(chunk);
        });
        response.on('error', (error) => refuse(networkFailure(error, host)));
        response.on('end', () => {
          const bytes = new Uint8Array(Buffer.concat(chunks));
          const keep = !/no-store/i.test(response.headers['cache-control'] ?? '');
          if (bytes.length === 0) end({ result: ok({ bytes: null, keep }) });
          else if (isTileImage(bytes)) end({ result: ok({ bytes, keep }) });
          else refuse({ code: 'background.not-image', params: { host } });
        });
      },
    );
    request.on('error', (error) => refuse(networkFailure(error, host)));
    request.end();
  });
}

function targetOf(location: string | undefined, from: URL): URL | null {
  try {
    return location === undefined ? null : new URL(location, from);
  } catch {
    return null;
  }
}

/**
 * Asks a server for one tile. The address, and that of every redirect, must be one of the template's hosts.
 *
 * @returns failures `background.not-allowed`, `background.redirected`, `background.denied`, `background.busy` (with
 * `wait` seconds, 0 when not said), `background.status`, `background.too-large`, `background.not-image`,
 * `background.unreachable`, `background.certificate`, `background.timeout`, `cancelled`
 */
export async function fetchTile(
  first: URL,
  template: UrlTemplate,
  ways: FetchWays,
  signal: AbortSignal,
): Promise<Result<Fetched>> {
  const timeout = AbortSignal.timeout(ways.limits.timeMs);
  const either = AbortSignal.any([signal, timeout]);
  let url = first;
  for (let step = 0; step <= MAX_REDIRECTS; step++) {
    if (signal.aborted) return fail('cancelled');
    if (!mayFetch(template, url)) return fail('background.not-allowed', { host: url.host });
    const answer = await ask(url, template, ways, either);
    if ('to' in answer) {
      url = answer.to;
      continue;
    }
    if (!answer.result.ok && signal.aborted) return fail('cancelled');
    if (!answer.result.ok && timeout.aborted) return fail('background.timeout', { host: url.host });
    return answer.result;
  }
  return fail('background.redirected', { host: url.host, to: url.host });
}
