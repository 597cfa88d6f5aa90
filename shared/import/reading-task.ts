import type { SevenParameters } from '../crs/old-datum.ts';
import type { GeomType } from '../model/layer.ts';

/** What another thread has to know to read a layer: plain data, all of it decided before. */
export interface ReadingTask {
  readonly file: { readonly path: string; readonly name: string; readonly scratch: string };
  readonly layer: string;
  readonly encoding: string | null;
  readonly epsg: number;
  readonly swapped: boolean;
  /** Of a system on an old datum. */
  readonly shift: SevenParameters | null;
  readonly type: GeomType;
}
