import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Replace } from '../../../shared/bridge/export-contract.ts';
import type { PackageReport, PackageRequest } from '../../../shared/bridge/package-contract.ts';
import { text } from '../../../shared/i18n/text.ts';
import { HASH } from '../../../shared/package/algorithms.ts';
import { manifestText } from '../../../shared/package/manifest.ts';
import {
  folderNames,
  MANIFEST_FILE,
  SIGNATURE_FILE,
  SUMS_FILE,
  vectorName,
} from '../../../shared/package/structure.ts';
import { sumsText } from '../../../shared/package/sums.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import { refuseOwnFile } from '../export/own-file.ts';
import { putInPlace, workFolder } from '../export/put-in-place.ts';
import { attach } from './attach.ts';
import { examineState, passGate, refuseOutside, type KeptRuns } from './examine-state.ts';
import { hashOf } from './hashing.ts';
import { readPrivateKey, type PrivateKey } from './keys.ts';
import { countyOf, manifestOf } from './manifest-of.ts';
import { systemCode } from './open-package.ts';
import { packArchive } from './pack-archive.ts';
import type { PackageHost } from './package-host.ts';
import { packageTables } from './package-tables.ts';
import { partFolder } from './part-folder.ts';
import { openState, type PackageState } from './past-state.ts';
import { signManifest } from './signing.ts';
import { verifyPackage } from './verify-package.ts';
import { writeParts } from './write-parts.ts';
import { writeVector } from './write-vector.ts';

/** Shares of the progress: check and inspection, vector data, tables, the rest with packing, verification. */
const CHECKED = 0.35;
const WRITTEN = 0.6;
const TABLED = 0.7;
const PACKED = 0.8;

export interface MakeContext {
  readonly host: PackageHost;
  readonly reader: Reader;
  readonly scratchDir: string;
  readonly kept: KeptRuns;
}

/**
 * A folder with something in it is never replaced: it may be anything of the user's. Failures `package.exists` and, for
 * an archive that nobody allowed to be replaced, `export.exists` (file).
 */
export async function refuseTakenPlace(
  target: string,
  kind: PackageRequest['kind'],
  replace: Replace = 'asked',
): Promise<Result<null>> {
  const there = await stat(target).catch(() => null);
  const file = path.basename(target);
  if (there === null) return ok(null);
  if (kind === 'zip' && there.isFile())
    return replace === 'none' ? fail('export.exists', { file }) : ok(null);
  const empty = kind === 'folder' && there.isDirectory() && (await readdir(target)).length === 0;
  return empty ? ok(null) : fail('package.exists', { file });
}

async function writeOwn(root: string, name: string, content: string): Promise<void> {
  const file = await open(path.join(root, name), 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

interface Place {
  /** Name of what is written, without its folder. */
  readonly name: string;
  /** Where the package is put together. */
  readonly build: string;
  /** What lies here is moved into place. */
  readonly ready: string;
  readonly scratch: string;
}

/**
 * Makes a plan package. It is written in a hidden folder beside its place, opened and verified there like any package of
 * others, and moved when nothing is wrong: nothing unfinished ever stands under its name. Same content, request and day:
 * same bytes.
 *
 * @returns failures `package.*` (`package.gate`: bottom-line conflicts are open, rules were not checked or defects
 * block it, and no reason was given; params open, unchecked, blocking), `inspection.reason`, `export.*`, `cancelled`
 */
export async function makePackage(
  context: MakeContext,
  request: PackageRequest & { readonly replace?: Replace | undefined },
  call: CallContext,
): Promise<Result<PackageReport>> {
  const { reader, scratchDir } = context;
  const target = request.path;
  const name = path.basename(target);
  const other = await refuseOwnFile(reader.path, target);
  if (!other.ok) return other;
  const free = await refuseTakenPlace(target, request.kind, request.replace);
  if (!free.ok) return free;
  const key = request.key === null ? null : await readPrivateKey(request.key.path, request.key.passphrase);
  if (key !== null && !key.ok) return key;
  const state = openState(reader, request.version);
  if (!state.ok) return state;
  const made: string[] = [];
  const folder = async (making: Promise<string>): Promise<string> => {
    const one = await making;
    made.push(one);
    return one;
  };
  try {
    await mkdir(scratchDir, { recursive: true });
    const place: Place = {
      name,
      build: await folder(workFolder(target)),
      ready: await folder(workFolder(target)),
      scratch: await folder(mkdtemp(path.join(scratchDir, 'package-'))),
    };
    const report = await build(context, request, state.value, key?.value ?? null, place, call);
    if (!report.ok) return report;
    // Another program may have written while the parts were.
    const adopted = refuseOutside(reader);
    if (!adopted.ok) return adopted;
    if (call.signal.aborted) return fail('cancelled');
    // An empty folder that stands there is as good as none.
    await putInPlace(place.ready, target);
    return report;
  } catch (error) {
    return fail('export.not-written', { file: name, cause: systemCode(error) });
  } finally {
    state.value.reader.close();
    for (const one of made) await rm(one, { recursive: true, force: true });
  }
}

async function build(
  { host, reader, kept }: MakeContext,
  request: PackageRequest,
  state: PackageState,
  key: PrivateKey | null,
  place: Place,
  call: CallContext,
): Promise<Result<PackageReport>> {
  const schemas = state.reader.schemas().filter(({ id }) => request.layers.includes(id));
  const missing = request.layers.find((id) => !schemas.some((schema) => schema.id === id));
  if (missing !== undefined) return fail('package.no-layer', { layer: missing });
  const stage = (from: number, to: number) => ({
    signal: call.signal,
    progress: (one: Parameters<CallContext['progress']>[0]) =>
      call.progress({ ...one, share: from + (to - from) * (one.share ?? 0) }),
  });
  const examined = await examineState(host, reader, state, schemas, request, kept, stage(0, CHECKED));
  if (!examined.ok) return examined;
  const { found, context, report: inspected, words } = examined.value;
  const override = passGate(examined.value, request.override, request.asOf);
  if (!override.ok) return override;

  const mark = reader.info('classification') ?? 'internal';
  const word = text(request.language, `classification.${mark}`);
  const names = folderNames(request.folders);
  const root = path.join(place.build, 'package');
  const work = path.join(place.build, 'work');
  await mkdir(work);
  await mkdir(root);
  const parts = await partFolder(root, names);
  const total = state.reader
    .layers()
    .reduce((sum, { schema, count }) => sum + (request.layers.includes(schema.id) ? count : 0), 0);
  let done = 0;
  const written = await writeVector(parts, {
    ...request,
    state: state.reader,
    schemas,
    mark,
    stem: vectorName(countyOf(reader)),
    work,
    scratch: place.scratch,
    signal: call.signal,
    onFeature: () => {
      done += 1;
      if (done % 500 === 0)
        call.progress({
          share: CHECKED + (WRITTEN - CHECKED) * Math.min(1, done / Math.max(1, total)),
          stage: 'package.stage.vector',
        });
    },
  });
  if (!written.ok) return written;
  const attached = await attach(parts, request.attachments, word);
  if (!attached.ok) return attached;
  const tables = await packageTables(
    parts,
    { ...request, state: state.reader, overlay: await host.loadOverlay() },
    stage(WRITTEN, TABLED),
  );
  if (!tables.ok) return tables;
  call.progress({ share: TABLED, stage: 'package.stage.parts' });
  const jsonPath = (part: string): string =>
    parts.pathFor('other', `${text(request.language, `package.file.${part}`)}.json`);
  const paths = {
    findingsPath: jsonPath('findings'),
    rulesetPath: jsonPath('ruleset'),
    inspectionPath: jsonPath('inspection'),
  };
  const head = manifestOf({
    reader,
    state,
    request,
    written: written.value,
    found,
    inspected,
    tables: tables.value,
    override: override.value,
    signer: key?.publicKey ?? null,
    ...paths,
  });
  await writeParts(parts, {
    manifest: head,
    found,
    context,
    inspected,
    words,
    classes: written.value.classes,
    names,
    ...paths,
  });
  const files = await parts.list(mark, HASH, call.signal);
  if (!files.ok) return files;
  const manifest = { ...head, files: files.value };
  const content = manifestText(manifest);
  const manifestHash = hashOf(HASH, Buffer.from(content, 'utf8'));
  await writeOwn(root, MANIFEST_FILE, content);
  await writeOwn(root, SUMS_FILE, sumsText(manifest, manifestHash));
  if (key !== null) await writeOwn(root, SIGNATURE_FILE, signManifest(manifest, key));

  const ready = path.join(place.ready, place.name);
  if (request.kind === 'folder') await rename(root, ready);
  else {
    const packed = await packArchive(root, ready, stage(TABLED, PACKED));
    if (!packed.ok) return packed;
  }
  const verified = await verifyPackage(ready, { known: [], scratch: place.scratch }, stage(PACKED, 1));
  if (!verified.ok) return verified;
  const [wrong] = verified.value.checks.filter(({ state: outcome }) => outcome === 'wrong');
  if (wrong !== undefined) {
    host.log('error', `package: ${wrong.code} ${wrong.subject} ${wrong.detail} ${wrong.reason ?? ''}`);
    return fail('package.not-verified', {
      what: `${wrong.code} ${wrong.subject}`,
      count: verified.value.wrong,
    });
  }
  return ok({
    file: place.name,
    files: manifest.files.length,
    bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
    layers: manifest.layers.map(({ id, count, vertices, extent, areaM2, sums }) => ({
      layer: id,
      count,
      vertices,
      extent,
      areaM2,
      sums,
    })),
    findings: manifest.findings.counts,
    manifestHash,
    fingerprint: key?.publicKey.fingerprint ?? null,
    compared: verified.value.checks.length,
    tablesLeft: tables.value.left,
    notes: written.value.notes,
  });
}
