import { createHash } from 'node:crypto';
import type { ApiOf, CallContext } from '../../../shared/bridge/contract.ts';
import {
  EVIDENCE_SLICE,
  type EvidenceSurvey,
  type FoundEvidence,
} from '../../../shared/bridge/evidence-contract.ts';
import type { ioContract } from '../../../shared/bridge/worker-contracts.ts';
import { ATTACHMENTS } from '../../../shared/photo/attachment.ts';
import { evidenceType, HEAD_BYTES } from '../../../shared/photo/evidence-kind.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { readGpxTimes } from '../../formats/gpx-times.ts';
import type { Reader } from '../../store/read/reader.ts';
import { openCaptures } from './captures.ts';
import { listFiles } from './list-files.ts';
import { readEvidenceFile } from './read-file.ts';

type Methods = Pick<
  ApiOf<typeof ioContract>,
  'evidenceSurvey' | 'evidenceTrack' | 'evidenceStage' | 'evidenceCapture' | 'evidence'
>;

interface Survey {
  readonly survey: EvidenceSurvey;
  /** Where the files lie, by hash. */
  readonly paths: ReadonlyMap<string, string>;
}

async function lookAt(reader: Reader, chosen: readonly string[], call: CallContext): Promise<Result<Survey>> {
  const listed = await listFiles(chosen, call.signal);
  if (!listed.ok) return listed;
  const recorded = new Set(reader.ownRecords(ATTACHMENTS).map(({ state }) => state.fields['sha256']));
  const found: FoundEvidence[] = [];
  const refused: EvidenceSurvey['refused'][number][] = [];
  const paths = new Map<string, string>();
  for (const [i, file] of listed.value.entries()) {
    const tell = (): void => call.progress({ share: i / listed.value.length, stage: 'evidence.stage.read' });
    tell();
    const read = await readEvidenceFile(file, call.signal, tell);
    if (!read.ok) return read;
    if (read.value.found === null) {
      refused.push({ name: file.name, why: read.value.why });
      continue;
    }
    const { sha256 } = read.value.found;
    found.push({ ...read.value.found, known: recorded.has(sha256) || paths.has(sha256) });
    if (!paths.has(sha256)) paths.set(sha256, file.path);
  }
  return ok({ survey: { found, refused }, paths });
}

/** Photographs and other evidence: looking at files, making them ready to be kept, and reading what is kept. */
export function evidenceService(
  open: () => { readonly reader: Reader; readonly scratchDir: string } | null,
): Methods & { readonly closeEvidence: () => Promise<void> } {
  let last: Survey | null = null;
  const captures = openCaptures();
  /** The evidence that was verified last: it is asked for slice by slice. */
  let shown: { readonly sha256: string; readonly bytes: Uint8Array; readonly mime: string } | null = null;

  const verified = (reader: Reader, sha256: string): Result<NonNullable<typeof shown>> => {
    if (shown?.sha256 === sha256) return ok(shown);
    shown = null;
    const bytes = reader.blob(sha256);
    if (bytes === null) return fail('evidence.missing');
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) return fail('evidence.changed');
    const record = reader.ownRecords(ATTACHMENTS).find(({ state }) => state.fields['sha256'] === sha256);
    const name = String(record?.state.fields['name'] ?? '');
    // The bytes say what they are; what a record from elsewhere says of them is not trusted.
    const type = evidenceType(bytes.subarray(0, HEAD_BYTES), name);
    shown = { sha256, bytes, mime: type?.mime ?? 'application/octet-stream' };
    return ok(shown);
  };

  return {
    closeEvidence: async () => {
      [last, shown] = [null, null];
      await captures.drop(() => true);
    },
    evidenceSurvey: async ({ paths }, call) => {
      const now = open();
      if (now === null) return fail('read.not-open');
      last = null;
      const looked = await lookAt(now.reader, paths, call);
      if (!looked.ok) return looked;
      last = looked.value;
      return ok(last.survey);
    },
    evidenceTrack: ({ path }, call) => readGpxTimes(path, call.signal),
    evidenceStage: ({ hashes }) => {
      const blobs: { path: string; sha256: string }[] = [];
      for (const sha256 of new Set(hashes)) {
        const path = captures.path(sha256) ?? last?.paths.get(sha256);
        if (path === undefined) return fail('evidence.no-survey');
        blobs.push({ path, sha256 });
      }
      return ok({ staging: '', blobs });
    },
    evidenceCapture: async (capture, call) => {
      const now = open();
      if (now === null) return fail('read.not-open');
      await captures.drop((sha256) => now.reader.blobSize(sha256) !== null);
      const found = await captures.take(capture, now.scratchDir, call.signal);
      if (!found.ok) return found;
      const known = now.reader
        .ownRecords(ATTACHMENTS)
        .some(({ state }) => state.fields['sha256'] === found.value.sha256);
      return ok({ ...found.value, known });
    },
    evidence: ({ sha256, offset }) => {
      const now = open();
      if (now === null) return fail('read.not-open');
      const one = verified(now.reader, sha256);
      if (!one.ok) return one;
      const { bytes, mime } = one.value;
      const end = offset + EVIDENCE_SLICE;
      // What was asked for to its end is let go: a recording can be large.
      if (end >= bytes.length) shown = null;
      return ok({ bytes: bytes.slice(offset, end), mime, size: bytes.length });
    },
  };
}
