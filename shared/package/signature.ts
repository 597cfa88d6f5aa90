import { z } from 'zod';
import { SIGNATURE_ALGORITHMS } from './algorithms.ts';
import { readableJson, type Json } from './canonical-json.ts';

const base64 = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/);

const signatureFile = z.strictObject({
  format: z.literal('lantu-signature/1'),
  algorithm: z.enum(SIGNATURE_ALGORITHMS),
  fingerprint: z.string().max(200),
  /** Of the canonical JSON of the manifest (RFC 8785) in UTF-8. */
  signature: base64,
});

/** What stands beside a signed manifest. The public key is in the manifest itself, under the signature. */
export type SignatureFile = z.infer<typeof signatureFile>;

export const SIGNATURE_FORMAT = 'lantu-signature/1';
export const SIGNATURE_LIMIT = 65_536;

export const signatureText = (value: SignatureFile): string => readableJson(value as Json);

/** Null for a text that is no such file in its one form. */
export function readSignature(content: string): SignatureFile | null {
  try {
    const parsed = signatureFile.safeParse(JSON.parse(content));
    return parsed.success && signatureText(parsed.data) === content ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A fingerprint in groups of four, as it is read out and compared by people. */
export const groupedFingerprint = (fingerprint: string): string => fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
