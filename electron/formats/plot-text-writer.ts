import path from 'node:path';
import type { Crs } from '../../shared/crs/catalogue.ts';
import type { OutEncoding, OutFeature, OutLayer, OutNote } from '../../shared/export/out-layer.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import { LIKELY_FIELDS, PLOT_PARTS, type PlotPart } from '../../shared/export/plot-purposes.ts';
import { codeEntry } from '../../shared/model/code-list.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createBytes, type ByteSink } from './byte-sink.ts';
import type { Writer, WriteOptions, WriteReport } from './define-format.ts';
import { encodeText } from './encode-text.ts';
import { ellipsoidAreaM2 } from './plot-area.ts';
import { plotHead } from './plot-text-head.ts';
import { lineEnd, plotLines, type WrittenPlot } from './plot-text-lines.ts';
import { parsePlotOptions, type PlotOptions } from './plot-text-options.ts';
import { writtenRings } from './plot-text-rings.ts';

/** Decimals of degrees: the stored grid. */
const DEGREE_DECIMALS = 9;
const EXAMPLE = 20;
const M2_A_HECTARE = 10_000;

/** Places of the fields of each part among the values of a feature; -1 for none. Failure `export.own`. */
function fieldPlaces(layer: OutLayer, options: PlotOptions): Result<Readonly<Record<PlotPart, number>>> {
  const places: Record<PlotPart, number> = {
    number: -1,
    name: -1,
    use: -1,
    classCode: -1,
    sheet: -1,
    kind: -1,
  };
  const placeOf = (key: string): number => layer.fields.findIndex((field) => field.key === key);
  for (const part of PLOT_PARTS) {
    const key = options.plot[part];
    if (key === undefined) places[part] = LIKELY_FIELDS[part].map(placeOf).find((place) => place >= 0) ?? -1;
    if (typeof key !== 'string') continue;
    places[part] = placeOf(key);
    if (places[part] < 0) return fail('export.own', { option: `plot.${part}`, value: key });
  }
  return ok(places);
}

/** Counts what was lost by code and field, with the first example of each. */
function createLosses(layer: string): {
  readonly add: (code: string, field: string, example: string) => void;
  readonly list: () => OutNote[];
} {
  const notes = new Map<string, { code: string; params: Record<string, string | number> }>();
  return {
    add: (code, field, example) => {
      const note = notes.get(`${code}\n${field}`);
      if (note === undefined) {
        const shown = Array.from(example).slice(0, EXAMPLE).join('');
        notes.set(`${code}\n${field}`, { code, params: { field, count: 1, example: shown } });
      } else note.params['count'] = Number(note.params['count']) + 1;
    },
    list: () => [...notes.values()].map((note) => ({ ...note, layer })),
  };
}

/** A text as a field of a plot line can hold it: a comma would end the field, an @ the line. */
export const plotSafe = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(',', '，')
    .replaceAll('@', '＠')
    .trim();

/**
 * Area in hectares with four decimals, on the ellipsoid: that is the official area (domain notes 3.7 and 4.3) and the
 * one this product shows everywhere, although the figures beside it are those of a plane. The reader accepts both.
 */
function areaText(packed: Packed, crs: Crs): string {
  return packed.kind === 'polygon' ? (ellipsoidAreaM2(packed, crs) / M2_A_HECTARE).toFixed(4) : '';
}

/** Codes of the product's own lists as the files print them, in Chinese words; where codes are asked for, as they are. */
const wordOf = (part: PlotPart, domain: string | undefined, value: string): string =>
  domain === undefined || part === 'classCode' || part === 'number'
    ? value
    : (codeEntry(domain, value)?.label['zh-CN'] ?? value);

type Losses = ReturnType<typeof createLosses>;

function partsOf(
  feature: OutFeature,
  layer: OutLayer,
  places: Readonly<Record<PlotPart, number>>,
  encoding: OutEncoding,
  losses: Losses,
): Record<PlotPart, string> {
  const textOf = (part: PlotPart): string => {
    const value = feature.values[places[part]] ?? null;
    if (value === null) return '';
    const { domain } = layer.fields[places[part]]!;
    const given = wordOf(part, domain, String(value));
    const safe = plotSafe(given);
    const field = layer.fields[places[part]]!.name;
    if (safe !== given) losses.add('plot-text-replaced', field, given);
    if (encodeText(safe, encoding).lost.length > 0) losses.add('char-lost', field, given);
    return safe;
  };
  return {
    number: textOf('number'),
    name: textOf('name'),
    use: textOf('use'),
    classCode: textOf('classCode'),
    sheet: textOf('sheet'),
    kind: textOf('kind'),
  };
}

const GRAPHIC = { polygon: '面', line: '线', point: '点' } as const;

async function writePlots(
  layer: OutLayer,
  sink: ByteSink,
  own: PlotOptions,
  places: Readonly<Record<PlotPart, number>>,
  options: WriteOptions,
): Promise<Result<WriteReport>> {
  const { crs } = layer;
  const isDegrees = crs.kind === 'geographic';
  const decimals = isDegrees ? DEGREE_DECIMALS : own.precision;
  const head = plotHead(own.header, crs, decimals);
  if (!head.ok) return head;
  const end = lineEnd(own.purpose);
  const losses = createLosses(layer.title);
  const add = (lines: readonly string[]): Promise<void> =>
    sink.add(encodeText(lines.map((line) => line + end).join(''), options.encoding).bytes);
  for (const line of head.value) {
    if (encodeText(line, options.encoding).lost.length > 0)
      losses.add('char-lost', line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1));
  }
  await add(head.value);
  const style = {
    decimals,
    isDegrees,
    prefixJ: own.prefixJ,
    restarts: own.numbering === 'restart' || own.purpose === 'in-out-balance',
  };
  let count = 0;
  let shapeless = 0;
  let ringsLost = 0;
  for await (const feature of layer.features()) {
    if (options.signal.aborted) return fail('cancelled');
    const { geometry } = feature;
    const written = geometry === null ? { rings: [], lost: 0 } : writtenRings(geometry, style);
    if (geometry === null || written.rings.length === 0) {
      shapeless++;
      continue;
    }
    count++;
    ringsLost += written.lost;
    const parts = partsOf(feature, layer, places, options.encoding, losses);
    const plot: WrittenPlot = {
      graphic: GRAPHIC[geometry.kind],
      area: areaText(geometry, crs),
      parts: { ...parts, number: parts.number || String(count) },
      rings: written.rings,
      index: count,
    };
    await add(plotLines(own.purpose, plot, own.order));
  }
  const lost = (code: string, number: number): OutNote[] =>
    number === 0 ? [] : [{ code, layer: layer.title, params: { count: number } }];
  return ok({
    features: count,
    renamed: [],
    notes: [...losses.list(), ...lost('plot-no-shape', shapeless), ...lost('plot-ring-lost', ringsLost)],
  });
}

/**
 * Writes a boundary-point file (界址点 TXT, 电子报盘) for one of six purposes, see `PlotOptions`. X is the northing
 * and stands first; every ring is closed by its first point under that point's name. A plot without a number gets its
 * place in the file. Failure `export.own` for options that are not understood.
 */
export const plotTextWriter: Writer = {
  extension: '.txt',
  layers: 'one',
  crs: 'any',
  encodings: ['gbk', 'utf-8'],
  tables: false,
  write: async ([layer], { folder, stem }, options) => {
    if (layer === undefined || layer.geometry === null) return fail('export.no-layers');
    const own = parsePlotOptions(options.own);
    if (!own.ok) return own;
    const places = fieldPlaces(layer, own.value);
    if (!places.ok) return places;
    const sink = await createBytes(path.join(folder, `${stem}.txt`));
    try {
      const report = await writePlots(layer, sink, own.value, places.value, options);
      if (report.ok) await sink.finish();
      return report;
    } finally {
      await sink.abandon();
    }
  },
};
