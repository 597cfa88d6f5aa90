import { randomUUID } from 'node:crypto';
import { rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { ioContract } from '../../../shared/bridge/worker-contracts.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import { withScratch } from '../io/scratch.ts';
import type { PackageHost } from '../package/package-host.ts';
import { estimateField } from './estimate-field.ts';
import { openMerge, type MergeSession } from './merge-session.ts';
import { openChanges } from './opened-changes.ts';
import { packChanges } from './pack-changes.ts';
import { packField, type FieldHost } from './pack-field.ts';
import { heldBoxes } from './held-boxes.ts';
import { peekBox, readBox } from './read-box.ts';
import { writtenBox } from './seal.ts';
import { takenNames } from './volumes.ts';

interface Open {
  readonly reader: Reader;
  readonly scratchDir: string;
  /** Where decisions wait until the changes have been taken. */
  readonly stateDir: string;
}

type Methods = Pick<
  ApiOf<typeof ioContract>,
  | 'fieldEstimate'
  | 'fieldPack'
  | 'fieldUnpack'
  | 'boxPeek'
  | 'changesPack'
  | 'boxFinish'
  | 'mergeOpen'
  | 'mergeSurvey'
  | 'mergeShapes'
  | 'mergeDecide'
  | 'mergeStage'
  | 'mergeClose'
>;

/** How much room a folder has left, bytes; what is read from a box never takes more. */
async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.max(0, bavail * bsize - (64 << 20));
}

/**
 * Refuses to write a box where volumes of an older one lie: a person was asked about the one file, not about those, and
 * they would be taken for parts of the new one. Failure `exchange.exists` (name).
 */
async function refuseVolumes(target: string): Promise<Result<null>> {
  const volume = (await takenNames(target)).find((name) => name !== path.basename(target));
  return volume === undefined ? { ok: true, value: null } : fail('exchange.exists', { name: volume });
}

interface Merging {
  readonly session: MergeSession;
  readonly folder: string;
}

/**
 * Packages for the field and sets of changes: making, opening, joining.
 *
 * @param onStaged told of each staging file
 */
export function exchangeService(
  host: PackageHost & FieldHost,
  open: () => Open | null,
  onStaged: (file: string) => void,
): Methods & { readonly close: () => Promise<void> } {
  let merging: Merging | null = null;
  const held = heldBoxes();
  const none = (): Result<never> => fail('read.not-open');
  const closeMerge = async (): Promise<void> => {
    const was = merging;
    merging = null;
    if (was !== null) await rm(was.folder, { recursive: true, force: true });
  };
  const inSession = <T>(
    work: (session: MergeSession) => Promise<Result<T>>,
  ): Promise<Result<T>> | Result<never> =>
    merging === null ? fail('exchange.no-merge') : work(merging.session);

  return {
    close: async () => {
      await closeMerge();
      await held.clear();
    },
    boxPeek: ({ path: file }) => peekBox(file),
    fieldEstimate: ({ area, layers }) => {
      const now = open();
      return now === null ? none() : ok(estimateField(now.reader, area, layers));
    },
    fieldPack: async (request, call) => {
      const now = open();
      if (now === null) return none();
      const room = await refuseVolumes(request.path);
      if (!room.ok) return room;
      return withScratch(now.scratchDir, request.path, ({ scratch }) =>
        packField(host, now.reader, request, scratch, held, call),
      );
    },
    fieldUnpack: async ({ path: file, folder, passphrase }, call) => {
      const most = await roomIn(path.dirname(folder)).catch(() => 0);
      const onShare = (share: number): void => call.progress({ share, stage: 'exchange.stage.open' });
      const options = { passphrase, kind: 'field', most, signal: call.signal, onShare } as const;
      const box = await readBox(file, folder, options);
      return box.ok ? { ok: true, value: { names: box.value.names } } : box;
    },
    changesPack: async (request, call) => {
      const now = open();
      if (now === null) return none();
      const room = await refuseVolumes(request.path);
      if (!room.ok) return room;
      return withScratch(now.scratchDir, request.path, ({ scratch }) =>
        packChanges(now.reader, request, scratch, held, call),
      );
    },
    boxFinish: async ({ uuid, kept }) => writtenBox(await held.finish(uuid, kept)),
    mergeOpen: async ({ path: file, passphrase }, call) => {
      const now = open();
      if (now === null) return none();
      await closeMerge();
      const folder = path.join(now.scratchDir, `changes-${randomUUID().slice(0, 6)}`);
      const most = await roomIn(now.scratchDir).catch(() => 0);
      const onShare = (share: number): void => call.progress({ share, stage: 'exchange.stage.open' });
      const opened = await openChanges(file, folder, { passphrase, most, signal: call.signal, onShare });
      if (!opened.ok) {
        await rm(folder, { recursive: true, force: true });
        return opened;
      }
      merging = { session: await openMerge(opened.value, now.reader, now.stateDir), folder };
      return merging.session.survey(call);
    },
    mergeSurvey: (_none, call) => inSession((session) => session.survey(call)),
    mergeShapes: (ref, call) => inSession((session) => session.shapes(ref, call.signal)),
    mergeDecide: ({ decisions }, call) =>
      inSession((session) =>
        session.decide(
          decisions.map(({ table, uid, decision }) => ({ ref: { table, uid }, decision })),
          call.signal,
        ),
      ),
    mergeStage: ({ by }, call) => {
      const now = open();
      if (now === null) return none();
      return inSession(async (session) => {
        const staged = await session.stage(host.createStagingFile, now.scratchDir, by, call);
        if (staged.ok) onStaged(staged.value.staging);
        return staged;
      });
    },
    mergeClose: async ({ taken }) => {
      if (taken) await merging?.session.forget();
      await closeMerge();
      return { ok: true, value: null };
    },
  };
}
