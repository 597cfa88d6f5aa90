/** What evidence is, as it is kept and shown. */
export const EVIDENCE_KINDS = ['photo', 'audio', 'document'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export interface EvidenceType {
  readonly kind: EvidenceKind;
  readonly mime: string;
}

/** Bytes of a file that are enough to tell what it is. */
export const HEAD_BYTES = 64;

const ascii = (bytes: Uint8Array, from: number, text: string): boolean =>
  bytes.length >= from + text.length &&
  String.fromCharCode(...bytes.subarray(from, from + text.length)) === text;

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'];
const AUDIO_BRANDS = ['M4A ', 'M4B '];
const PHONE_BRANDS = ['isom', 'iso2', 'mp42', 'mp41', '3gp4', '3gp5', '3gp6'];

/** The brands of an ISO media file: the major one first. */
function brandsOf(bytes: Uint8Array): string[] {
  if (!ascii(bytes, 4, 'ftyp')) return [];
  const length = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  const brands: string[] = [];
  for (let i = 8; i + 4 <= Math.min(length, bytes.length); i += 4)
    if (i !== 12) brands.push(String.fromCharCode(...bytes.subarray(i, i + 4)));
  return brands;
}

const photo = (mime: string): EvidenceType => ({ kind: 'photo', mime });
const audio = (mime: string): EvidenceType => ({ kind: 'audio', mime });

/** A Matroska file that says it is WebM. */
const isWebm = (bytes: Uint8Array): boolean => {
  if (!ascii(bytes, 0, '\x1aE\xdf\xa3')) return false;
  for (let i = 4; i + 4 <= bytes.length; i++) if (ascii(bytes, i, 'webm')) return true;
  return false;
};

/** A frame of MP3: its sync bits, a version that exists, layer III, a rate that exists. Text of UTF-16 begins much alike. */
const isMpegAudio = ([a = 0, b = 0, c = 0]: Uint8Array): boolean =>
  a === 0xff && (b & 0xe0) === 0xe0 && (b & 0x18) !== 0x08 && (b & 0x06) === 0x02 && (c & 0xf0) !== 0xf0;

/**
 * What a file is by its first `HEAD_BYTES` bytes, whatever its name says; null for what is no evidence. A recording
 * in a general media container (of a phone; WebM) is taken by its name, for the container is that of films as well.
 */
export function evidenceType(head: Uint8Array, name: string): EvidenceType | null {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return photo('image/jpeg');
  if (ascii(head, 0, '\x89PNG\r\n\x1a\n')) return photo('image/png');
  if (ascii(head, 0, 'RIFF') && ascii(head, 8, 'WEBP')) return photo('image/webp');
  if (ascii(head, 0, 'RIFF') && ascii(head, 8, 'WAVE')) return audio('audio/wav');
  if (ascii(head, 0, 'OggS')) return audio('audio/ogg');
  if (ascii(head, 0, '#!AMR')) return audio('audio/amr');
  if (ascii(head, 0, '%PDF-')) return { kind: 'document', mime: 'application/pdf' };
  const brands = brandsOf(head);
  if (brands.some((one) => HEIC_BRANDS.includes(one))) return photo('image/heic');
  if (brands.some((one) => AUDIO_BRANDS.includes(one))) return audio('audio/mp4');
  if (isWebm(head) && /\.weba$/i.test(name)) return audio('audio/webm');
  if (brands.some((one) => PHONE_BRANDS.includes(one)) && /\.m4a$/i.test(name)) return audio('audio/mp4');
  if (ascii(head, 0, 'ID3') || isMpegAudio(head)) return audio('audio/mpeg');
  return null;
}
