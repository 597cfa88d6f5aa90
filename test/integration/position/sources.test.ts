import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { must } from '../../../shared/result.ts';
import { startPosition, type LocalPosition } from '../../fixtures/nmea/local-position.ts';
import { degreesOf, gga, gst, rmc, stepsOf, voidGga } from '../../fixtures/nmea/sentences.ts';

const T = Date.UTC(2026, 10, 29, 4, 5, 6);
const at = (second: number) => ({
  timeMs: T + 1000 * second,
  at: { lon: stepsOf(110.5) + 1000 * second, lat: stepsOf(30.2) },
  quality: 4 as const,
  heightCm: 10_000,
});
const burst = (second: number): string => gga(at(second)) + rmc(at(second)) + gst(at(second));
const lonOf = (second: number): number => degreesOf(at(second).at.lon);

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
async function start(): Promise<LocalPosition> {
  const local = await startPosition();
  ends.push(async () => {
    must(await local.control.close({}));
    fs.rmSync(local.folder, { recursive: true, force: true });
  });
  return local;
}
const lons = ({ fixes }: LocalPosition): number[] => fixes.map(({ fix }) => fix.lon);
const codes = ({ statuses }: LocalPosition): string[] =>
  statuses.map(({ state, trouble }) => (trouble === null ? state : `${state} ${trouble.code}`));

describe('a TCP port of this machine', () => {
  /** A server that keeps its connections. */
  async function listen(port = 0) {
    const sockets: net.Socket[] = [];
    const server = net.createServer((socket) => sockets.push(socket.on('error', () => {})));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const stop = async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    };
    return { sockets, stop, port: (server.address() as AddressInfo).port };
  }

  it('gives positions, also across cut pieces, and is taken up again after it has gone', async () => {
    const local = await start();
    const first = await listen();
    must(await local.page.connect({ source: { kind: 'tcp', host: 'localhost', port: first.port } }));
    await local.until(() => first.sockets.length === 1);
    const text = burst(0) + burst(1);
    first.sockets[0]!.write(text.slice(0, 50));
    await new Promise((resolve) => setTimeout(resolve, 60));
    first.sockets[0]!.write(text.slice(50));
    await local.until(() => local.fixes.length === 2);
    expect(lons(local)).toEqual([lonOf(0), lonOf(1)]);
    expect(local.fixes[0]).toMatchObject({ use: 'counts', apart: true, fix: { timeMs: T, quality: 4 } });
    expect(local.signals).toEqual(['searching', 'fix']);
    await first.stop();
    await local.until(() => local.signals.length === 3);
    expect(local.signals[2]).toBe('lost');
    const second = await listen(first.port);
    ends.push(second.stop);
    await local.until(() => second.sockets.length === 1);
    second.sockets[0]!.write(burst(30));
    await local.until(() => local.fixes.length === 3);
    expect(local.fixes[2]).toMatchObject({ apart: true, fix: { lon: lonOf(30) } });
    expect(local.signals).toEqual(['searching', 'fix', 'lost', 'fix']);
    expect(codes(local)[0]).toBe('open');
    expect(codes(local)).toContain('waiting position.tcp-closed');
    expect(codes(local).at(-1)).toBe('open');
  });

  it('shows by itself that no position comes any more', async () => {
    const local = await start();
    const server = await listen();
    ends.push(server.stop);
    const { settings } = must(await local.page.state({}));
    must(await local.page.setSettings({ settings: { ...settings, staleAfterS: 1, lostAfterS: 2 } }));
    must(await local.page.connect({ source: { kind: 'tcp', host: '127.0.0.1', port: server.port } }));
    await local.until(() => server.sockets.length === 1);
    server.sockets[0]!.write(burst(0));
    await local.until(() => local.signals.includes('lost'));
    expect(local.signals).toEqual(['searching', 'fix', 'stale', 'lost']);
    server.sockets[0]!.write(burst(4));
    await local.until(() => local.signals.length === 5);
    server.sockets[0]!.write(voidGga(T + 5000));
    await local.until(() => local.signals.length === 6);
    expect(local.signals.slice(4)).toEqual(['fix', 'lost']);
    expect(local.fixes.length).toBe(2);
  });

  it.each(['8.8.8.8', 'receiver.example', '0.0.0.0', '2001:db8::1', '127.0.0.1.nip.io'])(
    'is none at %s, and nobody is asked',
    async (host) => {
      const local = await start();
      for (const kind of ['tcp', 'udp'] as const) {
        expect(await local.page.connect({ source: { kind, host, port: 10_110 } })).toMatchObject({
          error: { code: 'position.not-local', params: { host } },
        });
      }
      expect(must(await local.page.state({})).source).toBeNull();
      expect(local.statuses).toEqual([]);
      // Nor is the source left that there is.
      const server = await listen();
      ends.push(server.stop);
      must(await local.page.connect({ source: { kind: 'tcp', host: '127.0.0.1', port: server.port } }));
      expect((await local.page.connect({ source: { kind: 'tcp', host, port: 10_110 } })).ok).toBe(false);
      expect(must(await local.page.state({})).source).toMatchObject({ host: '127.0.0.1' });
    },
  );

  it('where nothing listens says so and is tried again', async () => {
    const local = await start();
    const server = await listen();
    await server.stop();
    must(await local.page.connect({ source: { kind: 'tcp', host: '127.0.0.1', port: server.port } }));
    await local.until(() => local.statuses.length >= 2);
    expect(new Set(codes(local))).toEqual(new Set(['waiting position.tcp-refused']));
  });
});

describe('a UDP port of this machine', () => {
  const freePort = async (): Promise<number> => {
    const probe = dgram.createSocket('udp4').bind(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address();
    probe.close();
    return port;
  };
  const sender = (): dgram.Socket => {
    const socket = dgram.createSocket('udp4');
    ends.push(() => socket.close());
    return socket;
  };

  it('gives positions, datagram by datagram, with line ends or without', async () => {
    const local = await start();
    const port = await freePort();
    must(await local.page.connect({ source: { kind: 'udp', host: '127.0.0.1', port } }));
    await local.until(() => codes(local).includes('open'));
    const socket = sender();
    for (const second of [0, 1, 2]) {
      for (const line of burst(second).trim().split('\r\n')) {
        await new Promise((resolve) =>
          socket.send(second === 1 ? `${line}\r\n` : line, port, '127.0.0.1', resolve),
        );
      }
    }
    await local.until(() => local.fixes.length === 3);
    expect(lons(local)).toEqual([0, 1, 2].map(lonOf));
  });

  it('of a receiver in the network takes what comes from there alone', async () => {
    const local = await start();
    const port = await freePort();
    must(await local.page.connect({ source: { kind: 'udp', host: '10.255.1.2', port } }));
    await local.until(() => codes(local).includes('open'));
    const socket = sender();
    await new Promise((resolve) => socket.send(burst(0), port, '127.0.0.1', resolve));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(must(await local.page.state({})).counters.faults.bytes).toBe(0);
  });

  it('that another program has says so', async () => {
    const other = dgram.createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    ends.push(() => other.close());
    const local = await start();
    must(
      await local.page.connect({ source: { kind: 'udp', host: '127.0.0.1', port: other.address().port } }),
    );
    await local.until(() => local.statuses.length > 0);
    expect(codes(local)[0]).toBe('waiting position.udp-in-use');
  });
});

describe.skipIf(process.platform !== 'linux')('a serial port', () => {
  async function plug(): Promise<{ readonly name: string; readonly child: ChildProcessWithoutNullStreams }> {
    const child = spawn('/usr/bin/python3', [path.resolve('test/fixtures/python/serial_end.py')]);
    ends.push(() => child.kill());
    const [name] = (await once(child.stdout, 'data')) as [Buffer];
    return { name: name.toString().trim(), child };
  }

  it(
    'gives positions, says when it is unplugged, and is read again when it is back',
    { timeout: 60_000 },
    async () => {
      const local = await start();
      const link = path.join('/dev/shm', `lantu-receiver-${process.pid}`);
      ends.push(() => fs.rmSync(link, { force: true }));
      const first = await plug();
      first.child.stdin.write(`LINK ${link}\n`);
      await local.until(() => fs.existsSync(link));
      must(await local.page.connect({ source: { kind: 'serial', path: link, baudRate: 9600 } }));
      await local.until(() => codes(local).includes('open'));
      first.child.stdin.write(burst(0) + burst(1));
      await local.until(() => local.fixes.length === 2);
      expect(lons(local)).toEqual([lonOf(0), lonOf(1)]);
      first.child.stdin.write('GONE\n');
      await local.until(() => codes(local).includes('waiting position.serial-unplugged'));
      expect(local.signals.at(-1)).toBe('lost');
      await local.until(() => codes(local).includes('waiting position.serial-missing'));
      const second = await plug();
      second.child.stdin.write(`LINK ${link}\n`);
      await local.until(() => codes(local).at(-1) === 'open');
      second.child.stdin.write(burst(20));
      await local.until(() => local.fixes.length === 3);
      expect(local.fixes[2]).toMatchObject({ apart: true, fix: { lon: lonOf(20) } });
      expect(local.signals.at(-1)).toBe('fix');
    },
  );

  it('that is not there says so, and no other file is taken for one', async () => {
    const local = await start();
    must(await local.page.connect({ source: { kind: 'serial', path: '/dev/ttyNOSUCH9', baudRate: 4800 } }));
    await local.until(() => local.statuses.length > 0);
    expect(codes(local)[0]).toBe('waiting position.serial-missing');
    for (const file of ['/etc/passwd', '/dev/../etc/passwd', 'ttyUSB0', '']) {
      expect(
        await local.page.connect({ source: { kind: 'serial', path: file, baudRate: 4800 } }),
      ).toMatchObject({
        error: { code: 'bridge.bad-params' },
      });
    }
  });

  it('of this computer are listed', async () => {
    const local = await start();
    const ports = must(await local.page.ports({}));
    const there = fs.readdirSync('/dev').filter((name) => /^tty(S\d+|USB\d+|ACM\d+)$/.test(name));
    expect(ports.every(({ path: name }) => name.startsWith('/dev/'))).toBe(true);
    expect(ports.length).toBeLessThanOrEqual(there.length + 16);
  });
});
