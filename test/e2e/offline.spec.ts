import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { SOFTWARE_DRAWING, quietEnvironment, rootArguments } from '../../electron/build/display.mjs';
import { electronBinary } from '../../electron/build/electron-dist.mjs';
import { launch, newUserData, ROOT } from './launch.ts';

const tracer = spawnSync('strace', ['-V']).status === 0;

/** A call of the system that names an address of the network, as strace writes it; this machine itself is no network. */
const NETWORK = /\b(connect|sendto|sendmsg|sendmmsg)\(.*AF_INET6?\b/;
const HERE = /inet_addr\("127\.|"::1"|::ffff:127\./;

/** Runs the app on the sample county until it has painted its window; gives what its processes asked of the system. */
function traceSample(userData: string): string[] {
  const trace = path.join(userData, 'trace.txt');
  const picture = path.join(userData, 'picture.png');
  const run = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '-e',
      'trace=connect,sendto,sendmsg,sendmmsg',
      '-o',
      trace,
      electronBinary(),
      ROOT,
      ...rootArguments(),
      ...SOFTWARE_DRAWING,
      `--user-data-dir=${userData}`,
      '--screenshot',
      picture,
    ],
    { env: { ...process.env, ...quietEnvironment() }, timeout: 240_000, stdio: 'ignore' },
  );
  expect(run.status).toBe(0);
  expect(fs.statSync(picture).size).toBeGreaterThan(50_000);
  const calls = fs.readFileSync(trace, 'utf8').split('\n');
  expect(calls.length).toBeGreaterThan(100);
  return calls;
}

test.beforeEach(() => {
  if (!tracer) console.log('skipped: strace is not here (apt-get install strace)');
  test.skip(!tracer, 'strace is not here');
});

test('no process of the app tries to reach the network, from the first start to the end', () => {
  const calls = traceSample(newUserData());
  expect(calls.filter((line) => NETWORK.test(line) && !HERE.test(line))).toEqual([]);
});

test('nor with tile servers that are configured and shown, but not switched on: not even this machine is asked', async () => {
  const userData = newUserData(true);
  const [sample] = fs.readdirSync(path.join(userData, 'samples')).filter((name) => name.endsWith('.gpkg'));
  const told = spawnSync(
    electronBinary(),
    [path.join(ROOT, 'electron/cli/main.ts'), 'info', path.join(userData, 'samples', sample ?? ''), '--json'],
    { encoding: 'utf8', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  );
  const { blueprintId } = JSON.parse(told.stdout) as { blueprintId: string };
  const server = (id: string, host: string) => ({
    id,
    key: 'k',
    settings: {
      name: id,
      template: `http://${host}/{z}/{x}/{y}.png?tk={key}`,
      subdomains: [],
      minZoom: 0,
      maxZoom: 18,
      tileSize: 256,
      attribution: '',
      offset: 'none',
    },
  });
  // An address that is kept for documentation, a name, and a port of this machine.
  const servers = [server('a', '192.0.2.1'), server('b', 'tiles.example'), server('c', '127.0.0.1:9')];
  const items = servers.map(({ id }) => ({
    id: `item-${id}`,
    name: id,
    visible: true,
    opacity: 1,
    file: null,
    server: id,
  }));
  const folder = path.join(userData, 'backgrounds');
  const list = createHash('sha256').update(blueprintId).digest('hex').slice(0, 32);
  fs.mkdirSync(path.join(folder, 'lists'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'tile-servers.json'), JSON.stringify({ version: 1, servers }));
  fs.writeFileSync(path.join(folder, 'lists', `${list}.json`), JSON.stringify({ version: 1, items }));
  const calls = traceSample(userData);
  expect(calls.filter((line) => NETWORK.test(line))).toEqual([]);
  // They are what the window shows.
  const running = await launch({ words: ['--sample'], userData });
  for (const { name } of items) {
    const row = running.page.getByRole('treeitem', { name, exact: true });
    await expect(row).toHaveAttribute('data-background-state', 'off');
  }
  await running.app.close();
});
