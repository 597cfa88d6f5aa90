import { z } from 'zod';
import type { EvidenceKind } from '../photo/evidence-kind.ts';
import type { PhotoFacts } from '../photo/photo-facts.ts';
import type { TimedPoints } from '../photo/timed-track.ts';
import { method } from './contract.ts';
import { text } from './schemas.ts';

/** As many files as one survey looks at. */
export const MOST_EVIDENCE = 20_000;
/** Bytes of evidence that one answer brings at most. */
export const EVIDENCE_SLICE = 4 << 20;

/** Bytes that the window may record at once: a picture of a camera, or some hours of speech. */
export const MOST_CAPTURED = 64 << 20;

/** Why a file is not taken as evidence. */
export const EVIDENCE_REFUSALS = ['not-evidence', 'empty', 'too-large', 'unreadable'] as const;
export type EvidenceRefusal = (typeof EVIDENCE_REFUSALS)[number];

/** A file that can be taken. */
export interface FoundEvidence {
  /** Name below the chosen folder, with `/`; of a file its own name. */
  readonly name: string;
  readonly kind: EvidenceKind;
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** What a photograph says of itself; null for other evidence. */
  readonly facts: PhotoFacts | null;
  /** True when the blueprint has a record of it, or an earlier file of this survey is the same. */
  readonly known: boolean;
}

/** What was found in folders and files. Nothing has been written. */
export interface EvidenceSurvey {
  /** In order of their names. */
  readonly found: readonly FoundEvidence[];
  readonly refused: readonly { readonly name: string; readonly why: EvidenceRefusal }[];
}

export interface StagedEvidence {
  /** Names the files to be kept. */
  readonly staging: string;
  /** Files of evidence that have to be kept before they are recorded; not told to the page. */
  readonly blobs: readonly { readonly path: string; readonly sha256: string }[];
}

/** A piece of kept evidence. */
export interface EvidenceSlice {
  readonly bytes: Uint8Array;
  readonly mime: string;
  /** Bytes of the whole. */
  readonly size: number;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const hashes = z.array(sha256).min(1).max(MOST_EVIDENCE);

const common = {
  /**
   * Takes what the window itself recorded (a picture of its camera, a voice note) as a survey takes a file: what it is
   * is told by the bytes. Next it is staged by its hash, kept, then recorded.
   */
  evidenceCapture: method<FoundEvidence>()(
    z.strictObject({
      /** What it is to be called: no path. */
      name: z.string().regex(/^[^/\\]{1,200}$/),
      bytes: z
        .instanceof(Uint8Array)
        .refine((bytes) => bytes.byteLength > 0 && bytes.byteLength <= MOST_CAPTURED),
    }),
  ),
  /** Makes ready the files of the last survey that have these hashes; next they are kept, then recorded. */
  evidenceStage: method<StagedEvidence>()(z.strictObject({ hashes })),
  /** Kept evidence from `offset` on; its hash has been verified, over the whole. */
  evidence: method<EvidenceSlice>()(z.strictObject({ sha256, offset: z.number().int().nonnegative() })),
};

/** Photographs and other evidence; folders and files by their paths. */
export const evidenceWork = {
  evidenceSurvey: method<EvidenceSurvey>()(z.strictObject({ paths: z.array(text).min(1).max(10_000) })),
  /** The points of the tracks of a GPX file with their times. Failures `gpx.broken`, `gpx.no-times` (name). */
  evidenceTrack: method<TimedPoints>()(z.strictObject({ path: text })),
  ...common,
};

/** The same as the page asks it: folders and files by tokens. */
export const evidenceMethods = {
  evidenceSurvey: method<EvidenceSurvey>()(z.strictObject({ files: z.array(text).min(1).max(10_000) })),
  evidenceTrack: method<TimedPoints>()(z.strictObject({ file: text })),
  ...common,
};
