import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rootArguments } from '../../../electron/build/display.mjs';
import { electronBinary } from '../../../electron/build/electron-dist.mjs';
import { startLocalServices } from '../../../electron/hosts/in-process.ts';
import { threadEndpoint } from '../../../electron/hosts/threads.ts';
import { connect } from '../../../shared/bridge/connect.ts';
import { queryContract, queryControl } from '../../../shared/bridge/query-contract.ts';
import { storeContract, storeControl } from '../../../shared/bridge/store-contract.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { walk } from './walk.ts';

/** What the walk must say on every host, from the contract and the geometry drawn, not from a run. */
const EXPECTED: unknown[] = [
  ['create', ['walk', 0]],
  ['open readers', true],
  ['draw', [1, ['industrial_park']]],
  ['readers hear of it', 1],
  ['identify', [[1, '试点园']]],
  ['read back', [['试点园', [110, 30, 110.01, 30, 110.01, 30.01, 110, 30.01, 110, 30]]]],
  ['tile', [true, 1, true]],
  ['snap', [['vertex', [110, 30]]]],
  ['wrong parameters', 'bridge.bad-params'],
  ['unknown command', false],
  ['control line', 'command.layer-read-only'],
  ['undo', 'undo'],
  ['redo', 'redo'],
  [
    'history',
    [
      [3, 'redo'],
      [2, 'undo'],
      [1, 'do'],
    ],
  ],
  ['close', true],
  ['left behind', ['walk.gpkg']],
];

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const headless = [...rootArguments(), '--ozone-platform=headless', '--disable-gpu'];

beforeAll(() => {
  const build = spawnSync(process.execPath, [path.join(root, 'electron/build/build.mjs'), 'main'], {
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Error(build.stderr);
});

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-hosts-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('the services', () => {
  it('walk in process', async () => {
    const local = startLocalServices({ backupDir: folder });
    expect(await walk(local, folder)).toEqual(EXPECTED);
    await local.stop();
  });

  it('walk in a worker thread', async () => {
    const worker = new Worker(path.join(import.meta.dirname, 'thread-host.ts'));
    const channels = {
      store: new MessageChannel(),
      storeControl: new MessageChannel(),
      query: new MessageChannel(),
      queryControl: new MessageChannel(),
    };
    const far = Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, channel.port2]));
    worker.postMessage(far, Object.values(far));
    const log = await walk(
      {
        store: connect(threadEndpoint(channels.store.port1), storeContract),
        storeControl: connect(threadEndpoint(channels.storeControl.port1), storeControl),
        query: connect(threadEndpoint(channels.query.port1), queryContract),
        queryControl: connect(threadEndpoint(channels.queryControl.port1), queryControl),
      },
      folder,
    );
    await worker.terminate();
    expect(log).toEqual(EXPECTED);
  });

  it('walk in utility processes', () => {
    const run = spawnSync(
      electronBinary(),
      [
        path.join(import.meta.dirname, 'utility-host'),
        ...headless,
        `--user-data-dir=${path.join(folder, 'user')}`,
        folder,
      ],
      { encoding: 'utf8', timeout: 60_000, env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } },
    );
    const line = run.stdout.split('\n').find((text) => text.startsWith('WALK '));
    expect(line, run.stderr).toBeDefined();
    expect(JSON.parse((line ?? '').slice(5))).toEqual(EXPECTED);
  });

  it('run one command in the app itself, without a window or a display', () => {
    const run = (...words: string[]) =>
      spawnSync(
        electronBinary(),
        [root, ...headless, `--user-data-dir=${path.join(folder, 'user')}`, '--lantu-cli', ...words],
        {
          encoding: 'utf8',
          timeout: 60_000,
          env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined, DISPLAY: undefined },
        },
      );
    const file = path.join(folder, 'cli.gpkg');
    expect(run('new', file).status).toBe(0);
    const checked = run('check', file, '--json');
    expect(checked.status, checked.stderr).toBe(0);
    const rules = DEFAULT_RULESET.rules.filter((rule) => rule.on && rule.kind !== 'table');
    expect((JSON.parse(checked.stdout) as { not_checked: unknown[] }).not_checked).toHaveLength(rules.length);
    expect(run('check', path.join(folder, 'none.gpkg')).status).toBe(2);
  });
});
