import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, KeyObject } from 'node:crypto';
import { open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { SIGNATURE, type SignatureAlgorithm } from '../../../shared/package/algorithms.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { systemCode } from './open-package.ts';

/** Larger files are no keys. */
const KEY_LIMIT = 65_536;

/** A public key with the fingerprint by which people compare it: SHA-256 of its DER form (SubjectPublicKeyInfo). */
export interface PublicKey {
  readonly algorithm: SignatureAlgorithm;
  readonly key: KeyObject;
  /** DER in base64, as it stands in a manifest. */
  readonly der: string;
  readonly fingerprint: string;
}

export interface PrivateKey {
  readonly key: KeyObject;
  readonly publicKey: PublicKey;
}

const isAlgorithm = (key: KeyObject): boolean => key.asymmetricKeyType === SIGNATURE;

function describe(key: KeyObject): PublicKey {
  const der = key.export({ type: 'spki', format: 'der' });
  return {
    algorithm: SIGNATURE,
    key,
    der: der.toString('base64'),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}

/** The public key of a manifest; null for what is none. */
export function publicKeyOfDer(base64: string): PublicKey | null {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    const known = isAlgorithm(key) ? describe(key) : null;
    // Another spelling of the same key would be a byte that nothing guards.
    return known?.der === base64 ? known : null;
  } catch {
    return null;
  }
}

async function readKeyFile(file: string): Promise<Result<string>> {
  const name = path.basename(file);
  try {
    if ((await stat(file)).size > KEY_LIMIT) return fail('package.key-wrong', { file: name });
    return ok(await readFile(file, 'utf8'));
  } catch (error) {
    return fail('package.not-read', { file: name, cause: systemCode(error) });
  }
}

/** Reads a public key (PEM). Failures `package.not-read` (file, cause), `package.key-wrong` (file). */
export async function readPublicKey(file: string): Promise<Result<PublicKey>> {
  const pem = await readKeyFile(file);
  if (!pem.ok) return pem;
  try {
    // A private key has its public one in it; it must not be handed round for that.
    if (!pem.value.includes('PRIVATE KEY')) {
      const key = createPublicKey(pem.value);
      if (isAlgorithm(key)) return ok(describe(key));
    }
  } catch {
    // No key at all.
  }
  return fail('package.key-wrong', { file: path.basename(file) });
}

/**
 * Reads a private key (PKCS#8 PEM). It is used and let go: nothing of it is kept or logged.
 *
 * @param passphrase null where the key has none
 * @returns failures `package.not-read`, `package.key-wrong`, `package.key-locked` (all: file)
 */
export async function readPrivateKey(file: string, passphrase: string | null): Promise<Result<PrivateKey>> {
  const name = path.basename(file);
  const pem = await readKeyFile(file);
  if (!pem.ok) return pem;
  try {
    const key = createPrivateKey({ key: pem.value, ...(passphrase !== null && { passphrase }) });
    if (isAlgorithm(key)) return ok({ key, publicKey: describe(createPublicKey(key)) });
  } catch {
    if (pem.value.includes('ENCRYPTED PRIVATE KEY')) return fail('package.key-locked', { file: name });
  }
  return fail('package.key-wrong', { file: name });
}

/**
 * Makes a key pair: the private key for the owner's eyes alone, the public one beside it. Never over a file that is there.
 *
 * @returns fingerprint; failures `package.key-exists` (file), `export.not-written` (file, cause)
 */
export async function makeKeyPair(
  files: { readonly privateFile: string; readonly publicFile: string },
  passphrase: string | null,
): Promise<Result<PublicKey>> {
  const pair = generateKeyPairSync(SIGNATURE);
  const secret =
    passphrase === null
      ? pair.privateKey.export({ type: 'pkcs8', format: 'pem' })
      : pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
  const written: string[] = [];
  const put = async (file: string, content: string, mode: number): Promise<Result<null>> => {
    try {
      const handle = await open(file, 'wx', mode);
      written.push(file);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return ok(null);
    } catch (error) {
      const cause = systemCode(error);
      const name = path.basename(file);
      return cause === 'EEXIST'
        ? fail('package.key-exists', { file: name })
        : fail('export.not-written', { file: name, cause });
    }
  };
  const first = await put(files.privateFile, String(secret), 0o600);
  if (!first.ok) return first;
  const second = await put(
    files.publicFile,
    String(pair.publicKey.export({ type: 'spki', format: 'pem' })),
    0o644,
  );
  if (second.ok) return ok(describe(pair.publicKey));
  for (const file of written) await rm(file, { force: true });
  return second;
}
