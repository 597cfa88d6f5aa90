import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { ROOT } from './launch.ts';

/** A name space of the system with no network but the loopback of its own, which is switched on for the receiver. */
const LOOPBACK =
  'use Socket; socket(S, AF_INET, SOCK_DGRAM, 0) or die; my $up = pack("a16s", "lo", 1); ioctl(S, 0x8914, $up) or die';
const alone = (...words: readonly string[]): readonly string[] => [
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
  '--net',
  'sh',
  '-c',
  `perl -e '${LOOPBACK}' && exec "$0" "$@"`,
  ...words,
];

test('a whole day passes with all networking switched off by the system', () => {
  test.setTimeout(900_000);
  const can = spawnSync('unshare', alone('true')).status === 0;
  if (!can) console.log('skipped: the system gives no network name space (unshare --net)');
  test.skip(!can, 'no network name space');
  const day = spawnSync(
    'unshare',
    alone(
      process.execPath,
      'node_modules/@playwright/test/cli.js',
      'test',
      '-c',
      'test/e2e/offline-day/playwright.config.ts',
    ),
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0' } },
  );
  console.log(
    day.stdout
      .split('\n')
      .filter((line) => /✓|✘|-  /.test(line))
      .join('\n'),
  );
  expect(day.status, `${day.stdout}\n${day.stderr}`).toBe(0);
});
