/** Table of the records of evidence; their bytes lie apart, by their hash. */
export const ATTACHMENTS = 'lantu_attachment';

/** A larger file of evidence is refused. */
export const MAX_EVIDENCE_BYTES = 512 << 20;
