import { SerialPort } from 'serialport';
import type { SerialPortInfo } from '../../../shared/gnss/service-types.ts';
import { fail, type Failure } from '../../../shared/result.ts';
import { createRetry, type OpenSource, type SourceSink } from './source.ts';

/** Serial ports of this computer, those of USB and Bluetooth among them. */
export async function listPorts(): Promise<SerialPortInfo[]> {
  const found = await SerialPort.list();
  return found.map((port) => {
    // Windows alone names the device.
    const { friendlyName } = port as { friendlyName?: string };
    return {
      path: port.path,
      label: friendlyName ?? [port.manufacturer, port.serialNumber].filter(Boolean).join(' '),
    };
  });
}

/** What a system says of a port that cannot be opened, in words of each system. */
function troubleOf(error: Error, port: string): Failure {
  const { message } = error;
  if (/no such file|file not found|cannot find/i.test(message))
    return fail('position.serial-missing', { port }).error;
  if (/lock|busy|in use|access denied/i.test(message)) return fail('position.serial-busy', { port }).error;
  if (/permission denied/i.test(message)) return fail('position.serial-denied', { port }).error;
  return fail('position.serial-failed', { port, cause: message.slice(0, 80) }).error;
}

/** A receiver at a serial port: opened again when it comes back. */
export function openSerial(
  { path, baudRate }: { readonly path: string; readonly baudRate: number },
  sink: SourceSink,
): OpenSource {
  let port: SerialPort | null = null;
  let closed = false;

  const attempt = (): void => {
    // Locked: two programs that read one port get half of its bytes each.
    const next = new SerialPort({ path, baudRate, autoOpen: false, lock: true });
    port = next;
    next.on('data', (chunk: Uint8Array) => sink.bytes(chunk, performance.now()));
    next.on('error', (error) => {
      if (!closed) sink.status({ state: 'waiting', trouble: troubleOf(error, path) });
    });
    next.on('close', () => {
      if (closed || port !== next) return;
      port = null;
      sink.status({ state: 'waiting', trouble: fail('position.serial-unplugged', { port: path }).error });
      retry.later();
    });
    next.open((error) => {
      if (closed) {
        if (error === null) next.close();
        return;
      }
      if (error === null) {
        retry.worked();
        sink.status({ state: 'open', trouble: null });
        return;
      }
      port = null;
      sink.status({ state: 'waiting', trouble: troubleOf(error, path) });
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
      const last = port;
      if (last === null || !last.isOpen) return Promise.resolve();
      return new Promise((resolve) => last.close(() => resolve()));
    },
  };
}
