import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { ExportReport, ExportRequest, Replace } from '../../../shared/bridge/export-contract.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import type { OutLayer } from '../../../shared/export/out-layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { FORMATS } from '../../formats/catalogue.ts';
import type { Writer, WriteOptions, WriteReport } from '../../formats/define-format.ts';
import type { Reader } from '../../store/read/reader.ts';
import { outLayer } from './out-layers.ts';
import { refuseOwnFile } from './own-file.ts';
import { putInPlace, workFolder } from './put-in-place.ts';

type Target = ExportRequest & { readonly path: string; readonly replace?: Replace | undefined };

/** The layers of a request, ready to be written; the first fault of the request otherwise. */
function layersOf(
  reader: Reader,
  request: Target,
  writer: Writer,
  copy: boolean,
  onFeature: () => void,
): Result<OutLayer[]> {
  const crs = crsByEpsg(request.epsg);
  if (crs === undefined) return fail('export.crs', { epsg: request.epsg });
  if (writer.crs === 'degrees' && crs.kind !== 'geographic')
    return fail('export.degrees-only', { format: request.format });
  const layers: OutLayer[] = [];
  const { naming, language } = request;
  for (const { layer, fids, fields } of request.layers) {
    const wanted = fids === null ? null : new Set(fids);
    const out = outLayer(reader, { layer, fids: wanted, fields, crs, naming, language, copy }, onFeature);
    if (out === undefined) return fail('import.layer-unknown', { layer });
    if (out.geometry === null && !writer.tables) return fail('export.no-shapes', { layer: out.title });
    layers.push(out);
  }
  return layers.length === 0 ? fail('export.no-layers') : ok(layers);
}

/** A title as part of a file name. */
const fileName = (title: string): string => title.replaceAll(/[\\/:*?"<>|\s]+/g, '_');

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    await rm(path.join(folder, name), { recursive: true, force: true });
}

interface Part {
  readonly stem: string;
  readonly layers: readonly OutLayer[];
}

/**
 * Which file holds which layers: all in one, or one file a layer where the format holds no more. Layers may have one
 * name, and file systems do not all tell case apart.
 */
function partsOf(layers: readonly OutLayer[], writer: Writer, stem: string): readonly Part[] {
  if (writer.layers === 'many' || layers.length === 1) return [{ stem, layers }];
  const used = new Set<string>();
  return layers.map((layer) => {
    const wanted = `${stem}_${fileName(layer.title)}`;
    let own = wanted;
    for (let n = 2; used.has(own.toLowerCase()); n++) own = `${wanted}-${n}`;
    used.add(own.toLowerCase());
    return { stem: own, layers: [layer] };
  });
}

/** Names of what may lie beside a file. */
const besideOf = ({ beside = [] }: Writer, stem: string): readonly string[] =>
  beside.map((ending) => stem + ending);

async function writeParts(
  parts: readonly Part[],
  writer: Writer,
  folder: string,
  options: WriteOptions,
): Promise<Result<WriteReport>> {
  const reports: WriteReport[] = [];
  for (const { stem, layers } of parts) {
    // What one file is made from is in the way of the next.
    const scratch = await mkdtemp(path.join(options.scratch, 'part-'));
    const written = await writer.write(layers, { folder, stem }, { ...options, scratch });
    await rm(scratch, { recursive: true, force: true });
    if (!written.ok) return written;
    reports.push(written.value);
  }
  return ok({
    features: reports.reduce((sum, { features }) => sum + features, 0),
    renamed: reports.flatMap(({ renamed }) => renamed),
    notes: reports.flatMap(({ notes }) => notes),
  });
}

/**
 * Writes layers to a new file (or folder, or set of files). All is written in a hidden folder beside its place and moved
 * when it is complete, so that a crash or a full disk leaves what was there as it was. What the user has confirmed is
 * replaced; a file of another name, which nobody was asked about, is not.
 *
 * @returns failures `export.*`, `import.layer-unknown`, `cancelled`
 */
export async function exportLayers(
  reader: Reader,
  request: Target,
  scratchDir: string,
  call: CallContext,
): Promise<Result<ExportReport>> {
  const writer = FORMATS.find(({ id }) => id === request.format)?.writer;
  if (writer === undefined) return fail('export.format', { format: request.format });
  let done = 0;
  let total = 0;
  const read = (copy: boolean): Result<OutLayer[]> => {
    done = 0;
    return layersOf(reader, request, writer, copy, () => {
      done++;
      if (done % 500 === 0)
        call.progress({ share: total > 0 ? Math.min(1, done / total) : null, stage: 'import.stage.export' });
    });
  };
  const layers = read(true);
  if (!layers.ok) return layers;
  total = layers.value.reduce((sum, { count }) => sum + count, 0);
  const home = path.dirname(request.path);
  const ending = path.extname(request.path);
  const stem = path.basename(request.path, ending.toLowerCase() === writer.extension ? ending : '');
  const parts = partsOf(layers.value, writer, stem);
  const files = parts.map((part) => part.stem + writer.extension);
  const target = path.join(home, files[0]!);
  for (const file of files) {
    const free = await refuseOwnFile(reader.path, path.join(home, file));
    if (!free.ok) return free;
  }
  const there = (file: string): boolean => existsSync(path.join(home, file));
  const { replace = 'asked' } = request;
  const unasked = parts.flatMap(({ stem: own }, i) => {
    const file = files[i]!;
    if (replace === 'all') return [];
    const asked = replace === 'asked' && path.join(home, file) === request.path;
    if (!asked && there(file)) return [file];
    // Beside a file that is replaced they are its own; without it they are somebody's.
    return there(file) ? [] : besideOf(writer, own).filter(there);
  })[0];
  if (unasked !== undefined) return fail('export.exists', { file: unasked });
  let scratch: string | null = null;
  let work: string | null = null;
  try {
    await mkdir(scratchDir, { recursive: true });
    scratch = await mkdtemp(path.join(scratchDir, 'export-'));
    work = await workFolder(target);
    const options = {
      encoding: request.encoding ?? writer.encodings[0] ?? 'utf-8',
      language: request.language,
      mark: reader.info('classification') ?? 'internal',
      own: request.own,
      scratch,
      signal: call.signal,
    };
    const version = reader.dataVersion();
    let written = await writeParts(parts, writer, work, options);
    if (written.ok && reader.dataVersion() !== version) {
      // Somebody edited meanwhile, and layers may be of two states: all of it again, from one that is held.
      for (const folder of [scratch, work]) await emptyFolder(folder);
      const held = await reader.at();
      try {
        const again = read(false);
        if (!again.ok) return again;
        written = await writeParts(partsOf(again.value, writer, stem), writer, work, options);
      } finally {
        held.release();
      }
    }
    if (!written.ok) return written;
    if (call.signal.aborted) return fail('cancelled');
    const leftovers = parts.flatMap((part) => besideOf(writer, part.stem));
    await putInPlace(work, target, leftovers);
    return ok({ ...written.value, files });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's; anything else is a bug and stays one.
    if (typeof code !== 'string') throw error;
    return fail('export.not-written', { file: path.basename(target), cause: code });
  } finally {
    for (const folder of [scratch, work])
      if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}
