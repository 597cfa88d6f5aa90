import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import type { BoxHeader } from '../../../shared/exchange/box-header.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** Cost of a passphrase: 128 MB and about half a second. */
export const FULL_COST = 131072;
export type Cost = Extract<BoxHeader['lock'], { cipher: 'aes-256-gcm' }>['n'];
const BLOCKS = { r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const TAG_BYTES = 16;

type Lock = BoxHeader['lock'];
type Locked = Extract<Lock, { cipher: 'aes-256-gcm' }>;

const keyOf = (passphrase: string, salt: Buffer, n: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const cost = { N: n, ...BLOCKS, maxmem: 256 * n * BLOCKS.r };
    // Two ways to type one character must not make two keys.
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

const checkOf = (key: Buffer, salt: Buffer): Buffer => createHmac('sha256', key).update(salt).digest();

/** Locks and unlocks frames. Each frame is bound to its number, to whether it is the last, and to the header. */
export interface FrameLock {
  close(frame: Buffer, number: number, isLast: boolean): Buffer;
  /** Undefined for a frame that was changed, moved or cut. */
  open(frame: Buffer, number: number, isLast: boolean): Buffer | undefined;
}

function bound(header: string, number: number, isLast: boolean): Buffer {
  const place = Buffer.alloc(9);
  place.writeBigUInt64BE(BigInt(number));
  place[8] = isLast ? 1 : 0;
  return createHash('sha256').update(header).update(place).digest();
}

/** A key serves one file, as its salt is random: the number of the frame alone makes each nonce unique. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}

const ciphered = (key: Buffer, header: string): FrameLock => ({
  close(frame, number, isLast) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number));
    cipher.setAAD(bound(header, number, isLast));
    return Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
  },
  open(frame, number, isLast) {
    if (frame.length < TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: TAG_BYTES });
    decipher.setAAD(bound(header, number, isLast));
    decipher.setAuthTag(frame.subarray(frame.length - TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(frame.subarray(0, frame.length - TAG_BYTES)), decipher.final()]);
    } catch {
      return undefined;
    }
  },
});

const HASH_BYTES = 32;

/** Without a passphrase: a hash shows damage, and nothing is secret. */
const hashed = (header: string): FrameLock => {
  const hash = (frame: Buffer, number: number, isLast: boolean): Buffer =>
    createHash('sha256')
      .update(bound(header, number, isLast))
      .update(frame)
      .digest();
  return {
    close: (frame, number, isLast) => Buffer.concat([frame, hash(frame, number, isLast)]),
    open(frame, number, isLast) {
      if (frame.length < HASH_BYTES) return undefined;
      const content = frame.subarray(0, frame.length - HASH_BYTES);
      return hash(content, number, isLast).equals(frame.subarray(content.length)) ? content : undefined;
    },
  };
};

/** What a frame is longer than its content. */
export const overhead = (lock: Lock): number => (lock.cipher === 'none' ? HASH_BYTES : TAG_BYTES);

/** A new lock. A passphrase of null locks nothing. */
export async function newLock(
  passphrase: string | null,
  n: Cost = FULL_COST,
): Promise<{ lock: Lock; key: Buffer | null }> {
  if (passphrase === null) return { lock: { cipher: 'none' }, key: null };
  const salt = randomBytes(16);
  const key = await keyOf(passphrase, salt, n);
  const lock: Locked = {
    cipher: 'aes-256-gcm',
    kdf: 'scrypt',
    salt: salt.toString('hex'),
    n,
    ...BLOCKS,
    check: checkOf(key, salt).toString('hex'),
  };
  return { lock, key };
}

export const frameLock = (key: Buffer | null, header: string): FrameLock =>
  key === null ? hashed(header) : ciphered(key, header);

/** The key of a lock. Failures `exchange.passphrase-needed`, `exchange.wrong-passphrase`. */
export async function unlock(lock: Lock, passphrase: string | null): Promise<Result<Buffer | null>> {
  if (lock.cipher === 'none') return ok(null);
  if (passphrase === null || passphrase === '') return fail('exchange.passphrase-needed');
  const salt = Buffer.from(lock.salt, 'hex');
  const key = await keyOf(passphrase, salt, lock.n);
  return timingSafeEqual(checkOf(key, salt), Buffer.from(lock.check, 'hex'))
    ? ok(key)
    : fail('exchange.wrong-passphrase');
}
