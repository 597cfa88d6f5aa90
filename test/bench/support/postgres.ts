import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { hasPython } from '../../fixtures/debian-python.ts';
import { atEnd } from './scratch.ts';

const HOME = '/usr/lib/postgresql';

/** Where PostgreSQL's programs are; the newest version where there are several. */
function programs(): string | undefined {
  if (!existsSync(HOME)) return undefined;
  const versions = readdirSync(HOME).sort((a, b) => Number(b) - Number(a));
  return versions
    .map((one) => path.join(HOME, one, 'bin'))
    .find((bin) => existsSync(path.join(bin, 'initdb')));
}

/** True when a private PostGIS can be started; otherwise says what is missing. */
export function hasPostgis(): boolean {
  const version = programs()?.split('/').at(-2);
  const extension = version && `/usr/share/postgresql/${version}/extension/postgis.control`;
  if (extension && existsSync(extension)) return hasPython('psycopg2');
  console.log('skipped: no PostGIS here (apt-get install postgresql postgis python3-psycopg2)');
  return false;
}

/**
 * Starts a PostgreSQL server of our own: a new cluster in a folder of its own, reached by a socket there, without
 * network, stopped and removed at the end. It does not run as root.
 *
 * @returns the folder of the socket.
 */
export function startPostgres(): string {
  const bin = programs();
  if (bin === undefined) throw new Error('no PostgreSQL');
  const folder = mkdtempSync(path.join(tmpdir(), 'lantu-pg-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const root = userInfo().uid === 0;
  if (root) {
    chmodSync(folder, 0o755);
    spawnSync('chown', ['postgres:', folder]);
  }
  const run = (program: string, words: readonly string[]): void => {
    const command = [path.join(bin, program), ...words];
    const [first, ...rest] = root
      ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', ...command]
      : command;
    // Not piped: the server keeps what it inherits open, and a reader would wait for it for ever.
    const done = spawnSync(first!, rest, { stdio: 'ignore', cwd: folder });
    if (done.status !== 0) throw new Error(`${program} ended with ${done.status}, see ${folder}`);
  };
  const data = path.join(folder, 'data');
  run('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  const settings = `-k ${folder} -c listen_addresses='' -c fsync=off -c shared_buffers=1GB -c work_mem=128MB -c jit=off`;
  run('pg_ctl', ['-D', data, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start']);
  atEnd(() => run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']));
  return folder;
}
