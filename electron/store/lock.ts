import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result.ts';
import { stillWorks } from './process-alive.ts';

/*
 * The lock beside the file: who writes it, so that a second program can say whose turn it is. SQLite's own
 * locks guard single transactions; this one guards the session. It is never broken across hosts, because
 * only the host itself knows whether its process still lives.
 */

const HEARTBEAT_MS = 10_000;
/** Boot times within this are the same boot (clock adjustments move them). */
const BOOT_TOLERANCE_MS = 120_000;

const lockContent = z.object({
  host: z.string(),
  pid: z.number().int(),
  user: z.string(),
  since: z.string(),
  heartbeat: z.string(),
  /** When the host was started, ms since 1970: a process of an earlier boot is dead whatever its number. */
  bootedAt: z.number(),
});
export type LockContent = z.infer<typeof lockContent>;

export interface LockOwner {
  readonly host: string;
  readonly pid: number;
  readonly user: string;
}

export interface HeldLock {
  /** True when a dead session's lock was taken over: the file was not closed properly. */
  readonly tookOver: boolean;
  release(): void;
}

export const lockPath = (file: string): string => `${file}.lock`;

/** Locks held by this process: its own pid in a lock file does not mean that it is in use. */
const heldHere = new Set<string>();

const bootTime = (): number => Math.round(Date.now() - os.uptime() * 1000);

function readLock(file: string): LockContent | undefined {
  try {
    return lockContent.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Who writes the file now, as far as its lock says; undefined when nobody does. */
export function lockHolder(file: string): LockContent | undefined {
  return readLock(lockPath(file));
}

function dead(lock: LockContent, own: LockOwner, where: string): boolean {
  if (lock.host !== own.host) return false;
  if (Math.abs(lock.bootedAt - bootTime()) > BOOT_TOLERANCE_MS) return true;
  if (lock.pid === process.pid) return !heldHere.has(where);
  return !stillWorks(lock.pid, Date.parse(lock.since));
}

/**
 * Takes the lock of `file`. Failure `store.locked` (params: user, host, pid, since) when another session has it,
 * `store.cannot-lock` where no file can be made beside it.
 */
export function takeLock(file: string, own: LockOwner, now: () => Date): Result<HeldLock> {
  const where = path.resolve(lockPath(file));
  const since = now().toISOString();
  const content = (): string =>
    JSON.stringify({
      ...own,
      since,
      heartbeat: now().toISOString(),
      bootedAt: bootTime(),
    } satisfies LockContent);
  let tookOver = false;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      fs.writeFileSync(where, content(), { flag: 'wx' });
      heldHere.add(where);
      return ok({ tookOver, release: keepAlive(where, content) });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') return fail('store.cannot-lock', { detail: code ?? String(error) });
    }
    const other = readLock(where);
    // A lock that cannot be read is one being written this moment, or the rest of a crash: its age tells.
    if (other !== undefined ? !dead(other, own, where) : ageMs(where) < HEARTBEAT_MS) {
      return fail('store.locked', {
        user: other?.user ?? '?',
        host: other?.host ?? '?',
        pid: other?.pid ?? 0,
        since: other?.since ?? '?',
      });
    }
    if (removeDead(where, other)) tookOver = true;
  }
  return fail('store.cannot-lock', { detail: 'EEXIST' });
}

/**
 * Removes a dead lock, and no other: between looking and removing, another process may have taken it over. The file is
 * moved aside first and looked at again; a living one is put back.
 */
function removeDead(where: string, judged: LockContent | undefined): boolean {
  const aside = `${where}.${process.pid}`;
  try {
    fs.renameSync(where, aside);
  } catch {
    return false;
  }
  try {
    const moved = readLock(aside);
    if (moved?.since === judged?.since && moved?.pid === judged?.pid) return true;
    fs.linkSync(aside, where);
    return false;
  } catch {
    return false;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function ageMs(where: string): number {
  try {
    return Date.now() - fs.statSync(where).mtimeMs;
  } catch {
    return Infinity;
  }
}

function keepAlive(where: string, content: () => string): () => void {
  const timer = setInterval(() => {
    try {
      // In one step, so that nobody reads half a heartbeat.
      const next = `${where}.${process.pid}`;
      fs.writeFileSync(next, content());
      fs.renameSync(next, where);
    } catch {
      // A heartbeat that cannot be written now is written by the next beat; the lock itself still stands.
    }
  }, HEARTBEAT_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    heldHere.delete(where);
    fs.rmSync(where, { force: true });
  };
}
