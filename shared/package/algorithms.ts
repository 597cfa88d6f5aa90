/*
 * Hash and signature algorithms are named in the manifest, so that others (SM3, SM2) can be added: a name here, and its
 * functions in electron/jobs/package. A name that is not listed is refused, never taken for another.
 */
export const HASH_ALGORITHMS = ['sha256'] as const;
export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];
export const SIGNATURE_ALGORITHMS = ['ed25519'] as const;
export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

/** What packages are made with now. */
export const HASH: HashAlgorithm = 'sha256';
export const SIGNATURE: SignatureAlgorithm = 'ed25519';

/** Hexadecimal digits of a hash of each kind. */
export const HASH_DIGITS: Readonly<Record<HashAlgorithm, number>> = { sha256: 64 };
