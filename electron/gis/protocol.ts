/** What is asked of the GDAL thread and what it answers. Everything heavy crosses as files. */

/** Files as GDAL sees them: read-only, side by side or in one folder, under names we choose. */
export interface GdalSource {
  /** Folder that is the dataset (`source.gdb`); null when the files stand alone. */
  readonly folder: string | null;
  /** `name` is what GDAL sees (plain ASCII), `path` the file of this computer behind it. The first is opened. */
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** The one driver that may open it. */
  readonly driver: string;
  /** Open options, `NAME=value`. */
  readonly options: readonly string[];
}

/** One conversion: arguments as `ogr2ogr` takes them, without the names of files. */
export interface GdalConversion {
  readonly source: GdalSource;
  readonly arguments: readonly string[];
  /** The file (or folder, for a driver that makes one) to be written; its own folder must be there. */
  readonly out: string;
  /** Settings of GDAL for this conversion alone. */
  readonly settings: Readonly<Record<string, string>>;
}

/** One picture made from another, or from a part of it: arguments as `gdal_translate` or `gdalwarp` takes them. */
export interface GdalPicture extends GdalConversion {
  readonly tool: 'translate' | 'warp';
}

export type GdalRequest =
  | { readonly op: 'picture-info'; readonly source: GdalSource }
  | { readonly op: 'picture'; readonly picture: GdalPicture }
  | { readonly op: 'info'; readonly source: GdalSource }
  | { readonly op: 'convert'; readonly conversion: GdalConversion };

/** What GDAL said while it worked. Both lists are cut at a few dozen. */
export interface GdalSaid {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export type GdalAnswer =
  | { readonly kind: 'ready' }
  /** GDAL could not be loaded. */
  | { readonly kind: 'unavailable'; readonly cause: string }
  | { readonly kind: 'done'; readonly json: string; readonly said: GdalSaid }
  /** GDAL refused; it can be used again. */
  | { readonly kind: 'failed'; readonly said: GdalSaid }
  /** The module is broken (abort, trap, no memory): the thread is of no more use. */
  | { readonly kind: 'crashed'; readonly cause: string };

/** Shared figures that the thread counts up and its watcher looks at, as places in an `Int32Array`. */
export const FIGURES = {
  /** Reads and writes of files, wrapping round: it stands still when GDAL does. */
  pulse: 0,
  /** Progress in thousandths. */
  progress: 1,
  /** Megabytes that the module has taken so far; it never gives any back. */
  memory: 2,
  length: 3,
} as const;
