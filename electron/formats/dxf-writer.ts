import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { unionBox } from '../../shared/geometry/box.ts';
import { partCount, partOf } from '../../shared/geometry/counts.ts';
import type { Box, Packed } from '../../shared/geometry/packed.ts';
import type { OutLayer, OutNote } from '../../shared/export/out-layer.ts';
import { text as textOf } from '../../shared/i18n/text.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { WriteOptions, Writer } from './define-format.ts';
import { label, labelPlace, point, polyline } from './dxf-entities.ts';
import { readDxfOptions, type DxfOptions } from './dxf-options.ts';
import {
  blocksSection,
  comment,
  END,
  ENTITIES_BEGIN,
  ENTITIES_END,
  FIRST_HANDLE,
  headerSection,
  objectsSection,
  tablesSection,
  type DrawingLayer,
} from './dxf-sections.ts';
import { dxfBytes, dxfName, dxfText } from './dxf-text.ts';
import { markText } from './geopackage-tables.ts';
import { writeAll } from '../../shared/write-all.ts';

const FLUSH_AT = 1 << 20;
/** Colours of the AutoCAD index that are told apart on both grounds, by turns. */
const COLOURS = [1, 3, 5, 6, 30, 4, 2, 140, 94, 200, 40, 150, 22, 110, 240] as const;

/** A drawing that is being made: entities go to a file of the job, layers are known when the last is written. */
interface Drawing {
  readonly file: FileHandle;
  buffer: string;
  next: number;
  extent: Box | null;
  readonly layers: Map<string, DrawingLayer>;
}

const handleOf = (drawing: Drawing): string => (drawing.next++).toString(16).toUpperCase();

/** The layer of this name, made when it is first asked for. */
function layerOf(drawing: Drawing, name: string): string {
  const plain = dxfName(name);
  // Names of layers are one whatever their case.
  const key = plain.toUpperCase();
  const known = drawing.layers.get(key);
  if (known !== undefined) return known.name;
  const colour = COLOURS[drawing.layers.size % COLOURS.length]!;
  drawing.layers.set(key, { name: plain, handle: handleOf(drawing), colour });
  return plain;
}

function draw(drawing: Drawing, geometry: Packed, layer: string): void {
  for (let part = 0; part < partCount(geometry); part++) {
    for (const ring of partOf(geometry, part)) {
      const handle = handleOf(drawing);
      drawing.buffer +=
        geometry.kind === 'point'
          ? point(ring[0]!, ring[1]!, handle, layer)
          : polyline(ring, geometry.kind === 'polygon', handle, layer);
    }
  }
  drawing.extent = drawing.extent === null ? geometry.box : unionBox(drawing.extent, geometry.box);
}

async function flush(drawing: Drawing, least = 0): Promise<void> {
  if (drawing.buffer.length <= least) return;
  await writeAll(drawing.file, dxfBytes(drawing.buffer));
  drawing.buffer = '';
}

/** Writes the features of a layer; null when it was cancelled. */
async function drawLayer(
  drawing: Drawing,
  layer: OutLayer,
  own: DxfOptions,
  { language, signal }: WriteOptions,
): Promise<{ readonly features: number; readonly notes: OutNote[] } | null> {
  const index = (...keys: readonly string[]): number =>
    layer.fields.findIndex(({ key }) => keys.includes(key));
  const byClass = own.layers === 'class' ? index(...own.classFields) : -1;
  const named = index('name') >= 0 ? index('name') : index(...own.classFields);
  let features = 0;
  let empty = 0;
  let holes = 0;
  for await (const { values, geometry } of layer.features()) {
    if (signal.aborted) return null;
    features++;
    if (geometry === null || geometry.xy.length === 0) {
      empty++;
      continue;
    }
    const code = byClass < 0 ? null : (values[byClass] ?? null);
    const base = code === null ? layer.title : `${layer.title}_${code}`;
    draw(drawing, geometry, layerOf(drawing, base));
    if (geometry.kind === 'polygon' && geometry.rings.length > geometry.parts.length) holes++;
    const name = named < 0 ? null : (values[named] ?? null);
    if (name !== null && String(name).trim() !== '') {
      const texts = layerOf(drawing, `${base}_${textOf(language, 'export.dxf.labels')}`);
      drawing.buffer += label(
        dxfText(String(name)),
        labelPlace(geometry),
        own.textHeight,
        handleOf(drawing),
        texts,
      );
    }
    await flush(drawing, FLUSH_AT);
  }
  const note = (code: string, params: OutNote['params'] = {}): OutNote => ({
    code,
    layer: layer.title,
    params,
  });
  return {
    features,
    notes: [
      note('dxf-values'),
      ...(holes > 0 ? [note('dxf-holes', { count: holes })] : []),
      ...(empty > 0 ? [note('dxf-empty', { count: empty })] : []),
    ],
  };
}

/** Puts the sections together: what stands before the entities is known only after them. */
async function assemble(target: string, entities: string, drawing: Drawing, mark: string): Promise<void> {
  const layers = [...drawing.layers.values()];
  const file = await open(target, 'wx');
  try {
    await writeAll(
      file,
      dxfBytes(
        comment(dxfText(mark)) +
          headerSection(drawing.extent, drawing.next.toString(16).toUpperCase()) +
          tablesSection(layers, drawing.extent) +
          blocksSection() +
          ENTITIES_BEGIN,
      ),
    );
    for await (const chunk of createReadStream(entities)) await writeAll(file, chunk as Buffer);
    await writeAll(file, dxfBytes(ENTITIES_END + objectsSection() + END));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function drawAll(
  drawing: Drawing,
  layers: readonly OutLayer[],
  own: DxfOptions,
  options: WriteOptions,
): Promise<Result<{ readonly features: number; readonly notes: OutNote[] }>> {
  let features = 0;
  const notes: OutNote[] = [];
  for (const layer of layers) {
    const drawn = await drawLayer(drawing, layer, own, options);
    if (drawn === null) return fail('cancelled');
    features += drawn.features;
    notes.push(...drawn.notes);
  }
  await flush(drawing);
  return ok({ features, notes });
}

/**
 * Writes a drawing (DXF of AutoCAD 2000, code page 936) as design institutes exchange them: every ring a closed
 * polyline, one drawing layer for each class code or for each map layer, and the name as a text on a layer of its own,
 * standing on the surface. Metres of the plane; values beyond name and class do not go along.
 */
export const dxfWriter: Writer = {
  extension: '.dxf',
  layers: 'many',
  crs: 'any',
  encodings: [],
  tables: false,
  write: async (layers, { folder, stem }, options) => {
    const own = readDxfOptions(options.own);
    if (!own.ok) return own;
    if (layers.length === 0) return fail('export.no-layers');
    if (layers.some(({ crs }) => crs.kind === 'geographic'))
      return fail('export.plane-only', { format: 'DXF' });
    const entities = path.join(options.scratch, 'entities.dxf');
    const file = await open(entities, 'wx');
    const drawing: Drawing = { file, buffer: '', next: FIRST_HANDLE, extent: null, layers: new Map() };
    let drawn;
    try {
      drawn = await drawAll(drawing, layers, own.value, options);
    } finally {
      await file.close();
    }
    if (!drawn.ok) return drawn;
    await assemble(
      path.join(folder, `${stem}.dxf`),
      entities,
      drawing,
      markText(options.language, options.mark),
    );
    return ok({ ...drawn.value, renamed: [] });
  },
};
