import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { ExportReport, ExportRequest } from '../../../shared/bridge/export-contract.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import type { OutLayer } from '../../../shared/export/out-layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { FORMATS } from '../../formats/catalogue.ts';
import type { Writer } from '../../formats/define-format.ts';
import type { Reader } from '../../store/read/reader.ts';
import { outLayer } from './out-layers.ts';
import { putInPlace, workFolder } from './put-in-place.ts';

/** The layers of a request, ready to be written; the first fault of the request otherwise. */
function layersOf(
  reader: Reader,
  request: ExportRequest,
  writer: Writer,
  onFeature: () => void,
): Result<OutLayer[]> {
  const crs = crsByEpsg(request.epsg);
  if (crs === undefined) return fail('export.crs', { epsg: request.epsg });
  if (writer.crs === 'degrees' && crs.kind !== 'geographic')
    return fail('export.degrees-only', { format: request.format });
  if (writer.layers === 'one' && request.layers.length > 1)
    return fail('export.one-layer', { format: request.format });
  const layers: OutLayer[] = [];
  for (const { layer, fids, fields } of request.layers) {
    const out = outLayer(
      reader,
      {
        layer,
        fids: fids === null ? null : new Set(fids),
        fields,
        crs,
        naming: request.naming,
        language: request.language,
      },
      onFeature,
    );
    if (out === undefined) return fail('import.layer-unknown', { layer });
    if (out.geometry === null && !writer.tables) return fail('export.no-shapes', { layer: out.title });
    layers.push(out);
  }
  return layers.length === 0 ? fail('export.no-layers') : ok(layers);
}

/**
 * Writes layers to a new file (or folder, or set of files). All is written in a hidden folder beside its place and moved
 * when it is complete, so that a crash or a full disk leaves what was there as it was.
 *
 * @returns failures `export.*`, `import.layer-unknown`, `cancelled`
 */
export async function exportLayers(
  reader: Reader,
  request: ExportRequest & { readonly path: string },
  scratchDir: string,
  call: CallContext,
): Promise<Result<ExportReport>> {
  const writer = FORMATS.find(({ id }) => id === request.format)?.writer;
  if (writer === undefined) return fail('export.format', { format: request.format });
  let done = 0;
  let total = 0;
  const layers = layersOf(reader, request, writer, () => {
    done++;
    if (done % 500 === 0)
      call.progress({ share: total > 0 ? Math.min(1, done / total) : null, stage: 'import.stage.export' });
  });
  if (!layers.ok) return layers;
  total = layers.value.reduce((sum, { count }) => sum + count, 0);
  const stem = path.basename(request.path, path.extname(request.path));
  const target = path.join(path.dirname(request.path), stem + writer.extension);
  await mkdir(scratchDir, { recursive: true });
  const scratch = await mkdtemp(path.join(scratchDir, 'export-'));
  let work: string | null = null;
  try {
    work = await workFolder(target);
    const encoding = request.encoding ?? writer.encodings[0] ?? 'utf-8';
    const written = await writer.write(
      layers.value,
      { folder: work, stem },
      {
        encoding,
        language: request.language,
        mark: reader.info('classification') ?? 'internal',
        own: request.own,
        scratch,
        signal: call.signal,
      },
    );
    if (!written.ok) return written;
    if (call.signal.aborted) return fail('cancelled');
    await putInPlace(work, target);
    return ok({ ...written.value, file: path.basename(target) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's; anything else is a bug and stays one.
    if (typeof code !== 'string') throw error;
    return fail('export.not-written', { file: path.basename(target), cause: code });
  } finally {
    await rm(scratch, { recursive: true, force: true });
    if (work !== null) await rm(work, { recursive: true, force: true });
  }
}
