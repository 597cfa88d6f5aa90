import { z } from 'zod';
import { fail, ok, type Result } from '../result.ts';

/** What a sealed file is for: a task that goes into the field, or changes that come from somewhere. */
export const BOX_KINDS = ['field', 'changes'] as const;
export type BoxKind = (typeof BOX_KINDS)[number];

/** First bytes of the first volume, and of each further one. */
export const BOX_MAGIC = 'LANTUBOX';
export const VOLUME_MAGIC = 'LANTUVOL';
export const BOX_FORMAT = 1;

/** Largest file of a FAT32 stick, with a little room. */
export const FAT32_BYTES = 0xffff_0000;

/** Plain bytes of a frame; the last one holds less. */
export const FRAME_BYTES = 1 << 20;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));

/**
 * How the content of a box is locked. `none` guards against damage alone. The bounds of scrypt keep a hostile file from
 * asking for the memory of the machine (128 * n * r bytes).
 */
const lock = z.discriminatedUnion('cipher', [
  z.strictObject({ cipher: z.literal('none') }),
  z.strictObject({
    cipher: z.literal('aes-256-gcm'),
    kdf: z.literal('scrypt'),
    salt: hex(16),
    n: z.union([z.literal(16384), z.literal(131072), z.literal(262144)]),
    r: z.literal(8),
    p: z.literal(1),
    /** HMAC of the salt with the key: tells a wrong passphrase from a damaged file. */
    check: hex(32),
  }),
]);

const header = z.strictObject({
  format: z.literal(BOX_FORMAT),
  kind: z.enum(BOX_KINDS),
  /** Of the package; volumes repeat it. */
  uuid: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  lock,
});
export type BoxHeader = Readonly<z.infer<typeof header>>;

/** All that can be read of a box without its passphrase. Failures `exchange.not-box`, `exchange.newer` (format). */
export function readHeader(json: string): Result<BoxHeader> {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return fail('exchange.not-box');
  }
  const format = typeof given === 'object' && given !== null && 'format' in given ? given.format : undefined;
  if (typeof format === 'number' && format > BOX_FORMAT) return fail('exchange.newer', { format });
  const read = header.safeParse(given);
  return read.success ? ok(read.data) : fail('exchange.not-box');
}
