import { sign, verify } from 'node:crypto';
import { canonicalJson, type Json } from '../../../shared/package/canonical-json.ts';
import type { Manifest } from '../../../shared/package/manifest.ts';
import { readSignature, SIGNATURE_FORMAT, signatureText } from '../../../shared/package/signature.ts';
import type { KnownKey, SignatureFacts } from '../../../shared/package/verification.ts';
import { publicKeyOfDer, type PrivateKey } from './keys.ts';

const signedBytes = (manifest: Manifest): Buffer => Buffer.from(canonicalJson(manifest as Json), 'utf8');

/** The signature file of a manifest that names the key as its signer. */
export function signManifest(manifest: Manifest, { key, publicKey }: PrivateKey): string {
  return signatureText({
    format: SIGNATURE_FORMAT,
    algorithm: publicKey.algorithm,
    fingerprint: publicKey.fingerprint,
    // Ed25519 hashes by itself: node:crypto is told of no other hash.
    signature: sign(null, signedBytes(manifest), key).toString('base64'),
  });
}

const NOBODY: SignatureFacts = {
  state: 'unsigned',
  fingerprint: null,
  known: false,
  name: null,
};

/**
 * Who signed a manifest, and whether the signature is true.
 *
 * @param content of the signature file; null where there is none
 * @returns `why`: text key `package.reason.<why>` of what is wrong
 */
export function signatureFacts(
  manifest: Manifest,
  content: string | null,
  known: readonly KnownKey[],
): { readonly facts: SignatureFacts; readonly why: string | null } {
  const { signer, algorithms } = manifest;
  if (signer === null || algorithms.signature === null) {
    return signer === null && algorithms.signature === null
      ? { facts: NOBODY, why: content === null ? null : 'signature-unasked' }
      : { facts: { ...NOBODY, state: 'invalid' }, why: 'signature-half' };
  }
  const key = publicKeyOfDer(signer.publicKey);
  const friend = known.find(({ fingerprint }) => fingerprint === key?.fingerprint);
  const facts = (state: SignatureFacts['state']): SignatureFacts => ({
    state,
    fingerprint: key?.fingerprint ?? null,
    known: friend !== undefined,
    name: friend?.name ?? null,
  });
  const bad = (why: string) => ({ facts: facts('invalid'), why });
  if (key === null || key.fingerprint !== signer.fingerprint) return bad('signer-wrong');
  if (content === null) return bad('signature-missing');
  const file = readSignature(content);
  if (file === null || file.fingerprint !== key.fingerprint) return bad('signature-broken');
  const bytes = Buffer.from(file.signature, 'base64');
  const isTrue =
    bytes.toString('base64') === file.signature && verify(null, signedBytes(manifest), key.key, bytes);
  return isTrue ? { facts: facts('valid'), why: null } : bad('signature-false');
}
