import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { SOFTWARE_DRAWING, quietEnvironment, rootArguments } from '../../electron/build/display.mjs';
import { electronBinary } from '../../electron/build/electron-dist.mjs';
import { newUserData, ROOT } from './launch.ts';

const tracer = spawnSync('strace', ['-V']).status === 0;

/** A call of the system that names an address of the network, as strace writes it; this machine itself is no network. */
const NETWORK = /\b(connect|sendto|sendmsg|sendmmsg)\(.*AF_INET6?\b/;
const HERE = /inet_addr\("127\.|"::1"|::ffff:127\./;

test('no process of the app tries to reach the network, from the first start to the end', () => {
  if (!tracer) console.log('skipped: strace is not here (apt-get install strace)');
  test.skip(!tracer, 'strace is not here');
  const userData = newUserData();
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
  expect(calls.filter((line) => NETWORK.test(line) && !HERE.test(line))).toEqual([]);
});
