import dgram from 'node:dgram';
import net from 'node:net';
import { localAddress } from '../../../shared/gnss/local-address.ts';
import { fail, type Failure } from '../../../shared/result.ts';
import { createRetry, type OpenSource, type SourceSink } from './source.ts';

/** The address of a sender as it is written without the form of version 6 for one of version 4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Some send a sentence a datagram and leave the line end out; others cut anywhere. A datagram that ends with a checksum
 * ends its sentence.
 */
const withLineEnd = (chunk: Buffer): Buffer =>
  chunk.at(-3) === 0x2a ? Buffer.concat([chunk, Buffer.of(0x0a)]) : chunk;

/**
 * Datagrams to a port of this machine. From this machine it listens on the loopback alone; from a receiver in a local
 * network on all addresses, and takes what comes from that receiver only.
 *
 * @param host a local address, judged before
 */
export function openUdp(
  { host, port }: { readonly host: string; readonly port: number },
  sink: SourceSink,
): OpenSource {
  const v6 = net.isIPv6(host) && !/^::ffff:\d+\./i.test(host);
  const loopback = localAddress(host)?.kind !== 'private';
  let socket: dgram.Socket | null = null;
  let closed = false;

  const attempt = (): void => {
    const next = dgram.createSocket({ type: v6 ? 'udp6' : 'udp4', reuseAddr: false });
    socket = next;
    let failed = false;
    next.on('message', (chunk, { address }) => {
      const from = plain(address);
      const wanted = loopback ? localAddress(from)?.kind === 'loopback' : from === plain(host);
      if (wanted) sink.bytes(withLineEnd(chunk), performance.now());
    });
    next.on('listening', () => {
      retry.worked();
      sink.status({ state: 'open', trouble: null });
    });
    next.on('error', (error: NodeJS.ErrnoException) => {
      if (closed || failed) return;
      failed = true;
      const { code = error.message } = error;
      const trouble: Failure =
        code === 'EADDRINUSE'
          ? fail('position.udp-in-use', { port }).error
          : fail('position.udp-failed', { port, cause: code }).error;
      next.close();
      sink.status({ state: 'waiting', trouble });
      retry.later();
    });
    const everywhere = v6 ? '::' : '0.0.0.0';
    next.bind({ port, address: loopback ? plain(host) : everywhere, exclusive: true });
  };
  const retry = createRetry(attempt);
  attempt();

  return {
    ownClock: false,
    close: () => {
      closed = true;
      retry.stop();
      const last = socket;
      return new Promise((resolve) => {
        if (last === null) return resolve();
        try {
          last.close(() => resolve());
        } catch {
          // It has been closed by a failure.
          resolve();
        }
      });
    },
  };
}
