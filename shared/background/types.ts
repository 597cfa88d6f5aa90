import type { Box } from '../geometry/packed.ts';
import type { Failure } from '../result.ts';

/**
 * Whether the coordinates of a web map are offset against the true ones, as the user states it: nothing in a tile
 * tells. `gcj02` maps lie some hundred metres off; `unknown` until somebody has looked.
 */
export type OffsetFact = 'none' | 'gcj02' | 'unknown';

/** A tile server as the user describes it. The key is kept apart: it never leaves the process that asks the server. */
export interface TileServer {
  readonly name: string;
  /** Address with `{z} {x} {y}`, and `{-y}`, `{s}`, `{key}` or the names of WMTS where wanted; see `parseTemplate`. */
  readonly template: string;
  /** What `{s}` stands for, in turn. */
  readonly subdomains: readonly string[];
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Side of a tile on the screen, CSS pixels. */
  readonly tileSize: 256 | 512;
  readonly attribution: string;
  readonly offset: OffsetFact;
}

/** A tile server as the page sees it. */
export interface KnownServer {
  readonly id: string;
  readonly settings: TileServer;
  /** Whether a key is kept; the key itself is never sent to the page. */
  readonly hasKey: boolean;
  /** Exactly these hosts (with port) are asked, and only while it is on. */
  readonly hosts: readonly string[];
  /** Switched on by the user in this session. Every start begins with all servers off. */
  readonly on: boolean;
  /** What went wrong last, null when the last answer was good. */
  readonly trouble: Failure | null;
}

/** What can be drawn of a background. */
export interface TileFacts {
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Degrees; null for the whole world. */
  readonly bounds: Box | null;
  readonly tileSize: 256 | 512;
  readonly attribution: string;
}

/**
 * `ready` can be drawn from this computer; `area` too, from a part of a server kept for offline use;
 * `missing` the file is not where it was; `broken` it is there and cannot be read; `off` and `on` tell of a server;
 * `gone` its server has been removed.
 */
export type BackgroundStatus = 'ready' | 'area' | 'missing' | 'broken' | 'off' | 'on' | 'gone';

/** One background of the open blueprint. */
export interface BackgroundState {
  readonly id: string;
  readonly name: string;
  readonly kind: 'file' | 'server';
  readonly visible: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  readonly status: BackgroundStatus;
  /** Why it is `broken`. */
  readonly failure: Failure | null;
  /** Null while nothing can be drawn. */
  readonly tiles: TileFacts | null;
  /** Changes when the tiles do: a file chosen again, a server switched. Part of the tile address. */
  readonly version: number;
  /** File name without folder; null for a server. */
  readonly fileName: string | null;
  /** The file that was turned into tiles has changed since. */
  readonly sourceChanged: boolean;
  /** The server it comes from; null for a file. */
  readonly server: string | null;
  readonly offset: OffsetFact;
}

export interface Backgrounds {
  /** From the one nearest to the eye to the lowest, all below the layers of the plans. */
  readonly items: readonly BackgroundState[];
  readonly servers: readonly KnownServer[];
}

/** What was cut out of a background. */
export interface CutReport {
  /** Tiles. */
  readonly saved: number;
  readonly bytes: number;
  /** The finest level that had room. */
  readonly maxZoom: number;
}

export type BackgroundFormat = 'mbtiles' | 'pmtiles' | 'geotiff' | 'picture';

/** What is known of a file before it is taken. */
export interface BackgroundProbe {
  readonly fileName: string;
  readonly format: BackgroundFormat;
  readonly bytes: number;
  /** Of a tile archive; null for a picture, which has to be turned into tiles first. */
  readonly tiles: TileFacts | null;
  readonly picture: PictureFacts | null;
}

/** What is known of a picture with a place on the ground. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  /** As GDAL names it: `Byte`, `UInt16`, `Float32`... */
  readonly sampleType: string;
  readonly palette: boolean;
  /**
   * `known`: the file states a system of the catalogue (`epsg`). `foreign`: it states another one that GDAL reads.
   * `none`: it states none, or one that its figures contradict; the user has to say it.
   */
  readonly crs: 'known' | 'foreign' | 'none';
  readonly epsg: number | null;
  /** Name of the stated system; empty when none is stated. */
  readonly crsName: string;
  /** Systems that could be meant, by whether the picture then lies in the county. */
  readonly candidates: readonly {
    readonly epsg: number;
    readonly inside: number;
    readonly sampled: number;
  }[];
}

/** What an offline area would take. */
export interface AreaPlan {
  readonly tiles: number;
  readonly perZoom: readonly { readonly zoom: number; readonly tiles: number }[];
  /** Estimated; from tiles of this server that are known, else from a common size. */
  readonly bytes: number;
  readonly measured: boolean;
  /** Seconds at the rate at which the server is asked. */
  readonly seconds: number;
  /** More than may be saved at once. */
  readonly tooMany: boolean;
  readonly limit: number;
}

export interface AreaReport {
  readonly saved: number;
  /** Tiles that the server does not have. */
  readonly empty: number;
  /** Tiles that could not be had. */
  readonly failed: number;
  readonly bytes: number;
}
