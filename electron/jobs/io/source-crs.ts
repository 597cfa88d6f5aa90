import { crsByEpsg, WGS84_EPSG, type Crs } from '../../../shared/crs/catalogue.ts';
import {
  oldCrsByEpsg,
  oldTransform,
  type OldCrs,
  type SevenParameters,
} from '../../../shared/crs/old-datum.ts';
import { readAxes, zonePrefix } from '../../../shared/crs/plausible.ts';
import type { Transform } from '../../../shared/crs/transform.ts';
import { zoneCrs } from '../../../shared/crs/catalogue.ts';
import type { NoteBook } from '../../../shared/import/notes.ts';
import type { LayerInfo } from '../../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

export interface SourceCrs {
  readonly crs: Crs;
  readonly swapped: boolean;
  /** Present for a system on an old datum. */
  readonly transform?: Transform;
}

/**
 * The system to read a layer in: what the user chose, else what the source says; never a guess.
 *
 * @param chosen EPSG code of the plan, null when nothing was chosen
 * @param shift the user's parameters for a system on an old datum
 * @param vertices one vertex of each sampled feature
 * @returns failures `import.crs-unknown`, `import.crs-old-datum`, `import.crs-unsupported`, `import.zone-prefix`
 * (the eastings carry a zone number and the system does not, or the other way round), `import.crs-does-not-fit`
 */
export function resolveCrs(
  info: LayerInfo,
  chosen: number | null,
  shift: SevenParameters | null,
  vertices: Float64Array,
  file: string,
  notes: NoteBook,
): Result<SourceCrs> {
  const own = info.crs;
  const old = oldCrsByEpsg(chosen ?? (own.kind === 'old-datum' ? (own.epsg ?? 0) : 0));
  if (old !== undefined) return readOld(old, shift, vertices, file, info.name, notes);
  if (own.kind === 'old-datum') return fail('import.crs-old-datum', { file, name: own.name });
  if (chosen === null && own.kind === 'unsupported')
    return fail('import.crs-unsupported', { file, name: own.name });
  const epsg = chosen ?? (own.kind === 'known' ? own.epsg : null);
  if (epsg === null) return fail('import.crs-unknown', { file, layer: info.name });
  const crs = crsByEpsg(epsg);
  if (crs === undefined) return fail('import.crs-unsupported', { file, name: `EPSG:${epsg}` });
  const said = own.kind === 'known' ? own.epsg : null;
  if (own.kind === 'unsupported' || (said !== null && said !== crs.epsg)) {
    const name = own.kind === 'unsupported' ? own.name : `EPSG:${said}`;
    notes.add({ feature: null, code: 'crs-overridden', params: { name, epsg: crs.epsg }, level: 'warning' });
  } else if (epsg === WGS84_EPSG || (own.kind === 'known' && own.wgs84)) {
    notes.add({ feature: null, code: 'wgs84-taken', params: { layer: info.name }, level: 'info' });
  }
  const axes = readAxes(crs, vertices);
  if (axes === 'neither') return fail(...misfit(crs, vertices, file));
  if (axes === 'swapped') {
    notes.add({ feature: null, code: 'axes-swapped', params: { layer: info.name }, level: 'warning' });
  }
  return ok({ crs, swapped: axes === 'swapped' });
}

/** A system on an old datum, which is read with the parameters of the user and with nothing else. */
function readOld(
  crs: OldCrs,
  shift: SevenParameters | null,
  vertices: Float64Array,
  file: string,
  layer: string,
  notes: NoteBook,
): Result<SourceCrs> {
  if (shift === null) return fail('import.crs-needs-shift', { file, name: crs.name });
  const axes = readAxes(crs, vertices);
  if (axes === 'neither') return fail(...misfit(crs, vertices, file));
  if (axes === 'swapped')
    notes.add({ feature: null, code: 'axes-swapped', params: { layer }, level: 'warning' });
  const { dx, dy, dz, rx, ry, rz, scale, rotation } = shift;
  notes.add({
    feature: null,
    code: rotation === 'coordinate-frame' ? 'datum-shifted-frame' : 'datum-shifted-vector',
    params: { name: crs.name, parameters: [dx, dy, dz, rx, ry, rz, scale].join(', ') },
    level: 'warning',
  });
  return ok({ crs, swapped: axes === 'swapped', transform: oldTransform(crs, shift) });
}

type Misfit = [code: string, params: Record<string, string | number>];

function misfit(crs: Crs, vertices: Float64Array, file: string): Misfit {
  const x = vertices[0] ?? NaN;
  const y = vertices[1] ?? NaN;
  const zone = zonePrefix(x) ?? zonePrefix(y);
  const meant = zone === null ? undefined : (zoneCrs(3, zone, true) ?? zoneCrs(6, zone, true));
  if (crs.kind === 'gauss-kruger' && !crs.prefixed && meant !== undefined) {
    return ['import.zone-prefix', { file, epsg: crs.epsg, zone: zone ?? 0, meant: meant.epsg, x }];
  }
  return ['import.crs-does-not-fit', { file, epsg: crs.epsg, x, y }];
}
