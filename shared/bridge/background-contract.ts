import { z } from 'zod';
import type {
  AreaPlan,
  AreaReport,
  BackgroundProbe,
  Backgrounds,
  BackgroundState,
  CutReport,
  KnownServer,
  TileServer,
} from '../background/types.ts';
import { backgroundReferences, type BackgroundReference } from './background-reference.ts';
import { defineContract, event, method } from './contract.ts';
import { box, finite, text } from './schemas.ts';

const zoom = z.number().int().min(0).max(24);
const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(120);
const share = finite.min(0).max(1);

export const tileServerSchema: z.ZodType<TileServer> = z
  .strictObject({
    name,
    template: z.string().max(2000),
    subdomains: z.array(z.string().max(63)).max(32),
    minZoom: zoom,
    maxZoom: zoom,
    tileSize: z.union([z.literal(256), z.literal(512)]),
    attribution: z.string().max(300),
    offset: z.enum(['none', 'gcj02', 'unknown']),
  })
  .refine(({ minZoom, maxZoom }) => minZoom <= maxZoom);

const keyText = z.string().max(500);
const area = { server: id, box, minZoom: zoom, maxZoom: zoom };

/** A picture that came from a file or a server; null where there is none. */
export interface TilePicture {
  readonly bytes: Uint8Array | null;
}

/**
 * Backgrounds of the map. The process behind it is the only one that may reach the network, and only hosts that the
 * user has configured while he has them switched on; it never opens the blueprint.
 */
export const backgroundContract = defineContract({
  name: 'background',
  methods: {
    backgrounds: method<Backgrounds>()(z.strictObject({})),
    /** Looks at a file the user chose; `county` in degrees, to tell which systems could be meant. */
    probeFile: method<BackgroundProbe>()(z.strictObject({ file: text, county: box.nullable() })),
    /**
     * Takes a file as the topmost background. A picture is turned into tiles first, which takes its time; `epsg` says
     * in which system it is where the file does not. With `replace`, the file takes the place of that background's.
     */
    addFile: method<BackgroundState>()(
      z.strictObject({ file: text, epsg: z.number().int().nullable(), replace: id.nullable() }),
    ),
    addServer: method<BackgroundState>()(z.strictObject({ server: id })),
    change: method<null>()(
      z.strictObject({
        id,
        name: name.optional(),
        visible: z.boolean().optional(),
        opacity: share.optional(),
      }),
    ),
    /** Towards the eye (-1) or away from it (1). */
    move: method<null>()(z.strictObject({ id, step: z.union([z.literal(-1), z.literal(1)]) })),
    remove: method<null>()(z.strictObject({ id })),
    /** Adds a server (`id` null) or changes it. `key` null: the one there is stays. It stays off, or is switched off. */
    putServer: method<KnownServer>()(
      z.strictObject({ id: id.nullable(), settings: tileServerSchema, key: keyText.nullable() }),
    ),
    removeServer: method<null>()(z.strictObject({ id })),
    /** Lets the server be asked, or ends it. Never kept: every start begins with all servers off. */
    switchServer: method<null>()(z.strictObject({ id, on: z.boolean() })),
    tile: method<TilePicture>()(
      z.strictObject({ id, z: zoom, x: z.number().int().nonnegative(), y: z.number().int().nonnegative() }),
    ),
    planArea: method<AreaPlan>()(z.strictObject(area)),
    /** Cuts an area out of a background whose tiles lie on this computer, down to the finest level that has room. */
    cutArea: method<CutReport>()(
      z.strictObject({ id, box, maxBytes: z.number().int().positive(), file: text }),
    ),
    /** Saves an area of a server that is on as MBTiles. `allowed`: the user has said that the terms permit it. */
    saveArea: method<AreaReport>()(z.strictObject({ ...area, file: text, allowed: z.literal(true) })),
  },
  events: { backgrounds: event<Backgrounds>() },
});

/** What the shell tells: which blueprint is open, and which files the user chose. */
export const backgroundControl = defineContract({
  name: 'background-control',
  methods: {
    /** `references`: what the blueprint says itself, for a computer that has no list of it. */
    open: method<null>()(z.strictObject({ blueprintId: text, path: text, references: backgroundReferences })),
    close: method<null>()(z.strictObject({})),
    grant: method<null>()(z.strictObject({ token: text, path: text, access: z.enum(['read', 'write']) })),
  },
  events: {
    /** What the blueprint should say of its backgrounds from now on. */
    references: event<{ readonly blueprintId: string; readonly list: readonly BackgroundReference[] }>(),
  },
});
