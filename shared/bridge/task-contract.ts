import { z } from 'zod';
import type { RecordRef } from '../model/record.ts';
import type { EvidenceKind } from '../photo/evidence-kind.ts';
import type { PlacedBy } from '../photo/place-photo.ts';
import { method } from './contract.ts';

/** As many tasks and as many pieces of evidence as one answer brings. */
export const MOST_TASKS = 20_000;

/** A task as it stands in the file, with what was found there. Texts that nobody wrote are empty. */
export interface TaskRecord {
  readonly uid: string;
  readonly rev: number;
  readonly kind: 'finding' | 'own';
  readonly title: string;
  readonly note: string;
  readonly rule: string | null;
  readonly subject: RecordRef | null;
  readonly counterpartLayer: string | null;
  readonly severity: string | null;
  /** Square metres. */
  readonly areaM2: number | null;
  /** Place in the order in which to go; null at the end. */
  readonly rank: number | null;
  readonly assignee: string | null;
  /** Degrees; null for one without a place. */
  readonly place: readonly [lon: number, lat: number] | null;
  readonly verdict: string | null;
  readonly verdictNote: string;
  /** JSON texts as they are kept: see shared/field. */
  readonly form: string | null;
  readonly sketch: string | null;
  readonly position: string | null;
  readonly accuracyM: number | null;
  readonly observer: string | null;
  /** ISO 8601 UTC. */
  readonly observedAt: string | null;
  readonly author: string;
  readonly time: string;
}

/** A record of evidence; its bytes are asked for by the hash. */
export interface AttachmentRecord {
  readonly uid: string;
  readonly rev: number;
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  /** The camera's own time with its zone. */
  readonly takenAt: string | null;
  /** Seconds that were added to it for a track; null where no track was asked. */
  readonly timeShiftS: number | null;
  readonly placedBy: PlacedBy;
  readonly place: readonly [lon: number, lat: number] | null;
  readonly heightM: number | null;
  readonly accuracyM: number | null;
  readonly bearingDeg: number | null;
  readonly caption: string;
  readonly subject: RecordRef | null;
  readonly author: string;
  readonly time: string;
}

/** Tasks and evidence in one state of the file, each in the order they were made. */
export interface FieldWork {
  readonly rev: number;
  readonly tasks: readonly TaskRecord[];
  readonly attachments: readonly AttachmentRecord[];
  /** More are in the file than came along. */
  readonly more: boolean;
}

export const taskMethods = {
  fieldWork: method<FieldWork>()(z.strictObject({})),
};
