import net from 'node:net';
import { fail, type Failure } from '../../../shared/result.ts';
import { createRetry, type OpenSource, type SourceSink } from './source.ts';

/** A port that a receiver or its program listens at. @param host a local address, judged before */
export function openTcp(
  { host, port }: { readonly host: string; readonly port: number },
  sink: SourceSink,
): OpenSource {
  let socket: net.Socket | null = null;
  let closed = false;

  const attempt = (): void => {
    let trouble: Failure = fail('position.tcp-closed', { host, port }).error;
    const next = net.connect({
      host,
      port,
      // Never asked for a plain address; a name that came so far ends here.
      lookup: (_name, _options, done) => done(new Error('names are not looked up'), ''),
    });
    socket = next;
    next.setKeepAlive(true, 10_000);
    next.on('connect', () => {
      retry.worked();
      sink.status({ state: 'open', trouble: null });
    });
    next.on('data', (chunk) => sink.bytes(chunk, performance.now()));
    next.on('error', (error: NodeJS.ErrnoException) => {
      const { code = error.message } = error;
      trouble =
        code === 'ECONNREFUSED'
          ? fail('position.tcp-refused', { host, port }).error
          : fail('position.tcp-failed', { host, port, cause: code }).error;
    });
    next.on('close', () => {
      if (closed) return;
      sink.status({ state: 'waiting', trouble });
      retry.later();
    });
  };
  const retry = createRetry(attempt);
  attempt();

  return {
    ownClock: false,
    close: () => {
      closed = true;
      retry.stop();
      socket?.destroy();
      return Promise.resolve();
    },
  };
}
