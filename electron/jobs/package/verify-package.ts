import { collisionKey } from '../../../shared/package/paths.ts';
import { manifestText, type Manifest } from '../../../shared/package/manifest.ts';
import { SIGNATURE_LIMIT } from '../../../shared/package/signature.ts';
import { MANIFEST_FILE, SIGNATURE_FILE, SUMS_FILE } from '../../../shared/package/structure.ts';
import { sumsText } from '../../../shared/package/sums.ts';
import {
  checkBook,
  type CheckBook,
  type KnownKey,
  type Verification,
} from '../../../shared/package/verification.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { readSeal } from '../../formats/sealed-zip.ts';
import { hashEntry, hashOf } from './hashing.ts';
import { openPackage, readEntry, systemCode, type OpenPackage } from './open-package.ts';
import type { PackageSource } from './package-source.ts';
import { signatureFacts } from './signing.ts';
import { verifyFigures } from './verify-figures.ts';
import { verifyParts } from './verify-parts.ts';

/** Share of the progress that the bytes take; the figures take the rest. */
const BYTES = 0.5;

const OWN_FILES: readonly string[] = [MANIFEST_FILE, SIGNATURE_FILE, SUMS_FILE];

/** Names that are refused, and entries that the manifest does not name. */
function verifyNames(source: PackageSource, manifest: Manifest, book: CheckBook): void {
  for (const { path, reason } of source.refused) book.wrong('extra', path, reason);
  const named = new Set([...manifest.files.map(({ path }) => path), ...OWN_FILES]);
  for (const path of source.entries.keys()) if (!named.has(path)) book.wrong('extra', path, 'not-listed');
  const seen = new Set<string>();
  for (const { path } of manifest.files) {
    if (seen.has(collisionKey(path)) || OWN_FILES.includes(path)) book.wrong('extra', path, 'same-name');
    seen.add(collisionKey(path));
  }
}

/** Every file byte by byte: its size and its hash. */
async function verifyFiles(
  { source, manifest }: OpenPackage,
  book: CheckBook,
  call: CallContext,
): Promise<Result<null>> {
  const total = Math.max(
    1,
    manifest.files.reduce((sum, { size }) => sum + size, 0),
  );
  let done = 0;
  const onBytes = (count: number): void => {
    done += count;
    call.progress({ share: Math.min(1, done / total) * BYTES, stage: 'package.stage.bytes' });
  };
  for (const { path, size, hash } of manifest.files) {
    if (!source.entries.has(path)) {
      book.compare('file', path, hash, null);
      continue;
    }
    const found = await hashEntry(source, path, manifest.algorithms.hash, call.signal, onBytes);
    if (!found.ok) {
      if (found.error.code === 'cancelled') return found;
      // An entry that cannot be unpacked is a broken entry, not a broken run.
      book.wrong('file', path, 'entry-broken', { expected: hash });
    } else if (found.value.size === size || found.value.hash !== hash)
      book.compare('file', path, hash, found.value.hash);
    else book.wrong('file', path, 'size', { expected: String(size), found: String(found.value.size) });
  }
  return ok(null);
}

/** The manifest in its one form, and the list of sums that standard tools read. */
async function verifyOwnFiles(
  { source, manifest, manifestBytes }: OpenPackage,
  manifestHash: string,
  book: CheckBook,
  call: CallContext,
): Promise<Result<null>> {
  const isForm = Buffer.from(manifestText(manifest), 'utf8').equals(manifestBytes);
  if (!isForm) book.wrong('manifest-form', MANIFEST_FILE, 'not-canonical');
  const expected = Buffer.from(sumsText(manifest, manifestHash), 'utf8');
  if (!source.entries.has(SUMS_FILE)) {
    book.compare('sums', SUMS_FILE, String(expected.length), null);
    return ok(null);
  }
  const found = await readEntry(source, SUMS_FILE, expected.length + 65_536, call.signal);
  if (!found.ok) {
    if (found.error.code === 'cancelled') return found;
    book.wrong('sums', SUMS_FILE, 'entry-broken');
  } else if (expected.equals(found.value)) book.compare('sums', SUMS_FILE, 'sums', 'sums');
  else book.wrong('sums', SUMS_FILE, 'sums-differ');
  return ok(null);
}

async function verifySignature(
  { source, manifest }: OpenPackage,
  known: readonly KnownKey[],
  book: CheckBook,
  signal: AbortSignal,
): Promise<Result<Verification['signature']>> {
  let content: string | null = null;
  if (source.entries.has(SIGNATURE_FILE)) {
    const bytes = await readEntry(source, SIGNATURE_FILE, SIGNATURE_LIMIT, signal);
    if (!bytes.ok && bytes.error.code === 'cancelled') return bytes;
    content = bytes.ok ? new TextDecoder().decode(bytes.value) : '';
  }
  const { facts, why } = signatureFacts(manifest, content, known);
  if (why !== null) book.wrong('signature', SIGNATURE_FILE, why);
  else if (facts.state === 'valid')
    book.compare('signature', SIGNATURE_FILE, facts.fingerprint, facts.fingerprint);
  return ok(facts);
}

/**
 * Compares a package with its manifest byte by byte and number by number, and with itself. Nothing of it is believed:
 * names, sizes, contents and figures are all read anew.
 *
 * @param options.scratch a folder of this job
 * @returns failures of opening a package (open-package.ts), `cancelled`; what does not agree is in the value
 */
export async function verifyPackage(
  file: string,
  options: { readonly known: readonly KnownKey[]; readonly scratch: string },
  call: CallContext,
): Promise<Result<Verification>> {
  const opened = await openPackage(file, options.scratch, call.signal);
  if (!opened.ok) return opened;
  const { source, manifest, manifestBytes } = opened.value;
  const book = checkBook();
  const manifestHash = hashOf(manifest.algorithms.hash, manifestBytes);
  try {
    verifyNames(source, manifest, book);
    const own = await verifyOwnFiles(opened.value, manifestHash, book, call);
    if (!own.ok) return own;
    if (source.kind === 'zip') {
      const seal = await readSeal(file, call.signal);
      if (seal === 'none') book.note('archive', source.name, 'archive-repacked');
      else if (seal === 'whole') book.compare('archive', source.name, 'sha256', 'sha256');
      else book.wrong('archive', source.name, 'archive-changed');
    }
    const files = await verifyFiles(opened.value, book, call);
    if (!files.ok) return files;
    const parts = await verifyParts(opened.value, book, call.signal);
    if (!parts.ok) return parts;
    const total = Math.max(
      1,
      manifest.layers.reduce((sum, { count }) => sum + count, 0),
    );
    let done = 0;
    const figures = await verifyFigures(book, {
      source,
      manifest,
      scratch: options.scratch,
      signal: call.signal,
      onFeature: () => {
        done += 1;
        if (done % 500 === 0)
          call.progress({
            share: BYTES + (1 - BYTES) * Math.min(1, done / total),
            stage: 'package.stage.figures',
          });
      },
    });
    if (!figures.ok) return figures;
    const signature = await verifySignature(opened.value, options.known, book, call.signal);
    if (!signature.ok) return signature;
    if (call.signal.aborted) return fail('cancelled');
    const checks = book.list();
    return ok({
      kind: source.kind,
      manifest,
      checks,
      wrong: checks.filter(({ state }) => state === 'wrong').length,
      signature: signature.value,
      manifestHash,
    });
  } catch (error) {
    return fail('package.not-read', { file: source.name, cause: systemCode(error) });
  }
}
