import net from 'node:net';
import type { SourceChoice } from '../../shared/gnss/service-types.ts';
import { localAddress } from '../../shared/gnss/local-address.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { openReplay } from './sources/replay.ts';
import { openSerial } from './sources/serial.ts';
import type { OpenSource, SourceSink } from './sources/source.ts';
import { openTcp } from './sources/tcp.ts';
import { openUdp } from './sources/udp.ts';

/**
 * How a source is opened, once it is known that it may be: the one before is left between.
 *
 * @param fileOf the path behind a token
 * @returns failures `position.not-local` for an address that is not of this machine or a local network, and those of
 * `fileOf`
 */
export function sourceOpener(
  source: SourceChoice,
  fileOf: (token: string) => Result<string>,
): Result<(sink: SourceSink) => OpenSource> {
  if (source.kind === 'serial') return ok((sink) => openSerial(source, sink));
  if (source.kind === 'file') {
    const file = fileOf(source.file);
    return file.ok ? ok((sink) => openReplay({ file: file.value, rate: source.rate }, sink)) : file;
  }
  const address = localAddress(source.host);
  // Twice, by two readings: what only one of them takes for an address might be looked up as a name.
  if (address === null || net.isIP(address.host) === 0)
    return fail('position.not-local', { host: source.host });
  const at = { host: address.host, port: source.port };
  return ok((sink) => (source.kind === 'tcp' ? openTcp(at, sink) : openUdp(at, sink)));
}
