import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { BlueprintInfo, storeContract, storeControl } from '../../../shared/bridge/store-contract.ts';
import { findCommand } from '../../../shared/commands/catalogue.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { blueprintInfo, readFacts } from '../blueprint-facts.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { commitStaged } from '../staging/commit-staged.ts';
import { adoptWaiting, watchOutside } from './adopt-waiting.ts';
import { announceCommit, announceState, storeState } from './announce.ts';
import { createBlueprint } from './create.ts';
import { executeCommand } from './execute.ts';
import { previewCommand } from './preview.ts';
import { readHistory } from './history.ts';
import type { StoreHost } from './host.ts';
import { invertChange } from './inverse.ts';
import { keepBlobs } from './blobs.ts';
import { keepBackgrounds, readBackgrounds } from './backgrounds.ts';
import { layerStates, setLayerView } from './layer-view.ts';
import { closeSession, openSession } from './open-session.ts';
import type { Session, StoreNews } from './session.ts';
import { taskQueue } from './slices.ts';

export type { StoreHost } from './host.ts';
export type { StoreNews } from './session.ts';

/** The one writer of a blueprint: knows no Electron; runs in a utility process, a worker thread or in process. */
export interface StoreService {
  readonly page: ApiOf<typeof storeContract>;
  readonly control: ApiOf<typeof storeControl>;
  subscribe(listener: (news: StoreNews) => void): () => void;
  /** Closes what is open, after the work that has been asked for. */
  shutdown(): Promise<void>;
}

/** How often a write begins anew because another program committed just before it. */
const ATTEMPTS = 3;

export function createStoreService(given: StoreHost): StoreService {
  let author = '';
  const host: StoreHost = { ...given, author: () => (author === '' ? given.author() : author) };
  const listeners = new Set<(news: StoreNews) => void>();
  const staged = new Map<string, string>();
  const queue = taskQueue();
  let session: Session | null = null;
  let stopWatching: () => void = () => {};

  const announce = (news: StoreNews): void => {
    for (const listener of listeners) listener(news);
  };
  const none = (): Result<never> => fail('store.nothing-open');

  /** Work on the open file, one after another; edits of other programs are taken in before it. */
  const writing = <T>(work: (open: Session) => Promise<Result<T>>): Promise<Result<T>> =>
    queue(async () => {
      for (let attempt = 1; ; attempt++) {
        if (session === null) return none();
        const adopted = await adoptWaiting(session);
        if (!adopted.ok) return adopted;
        const result = await work(session);
        const retry = !result.ok && result.error.code === 'store.outside-waits' && attempt < ATTEMPTS;
        if (!retry) return result;
      }
    });
  const committing = (
    work: (open: Session) => ReturnType<typeof executeCommand>,
  ): ReturnType<typeof executeCommand> =>
    writing(async (open) => {
      const result = await work(open);
      if (result.ok) announceCommit(open, result.value);
      return result;
    });

  const info = (open: Session): BlueprintInfo =>
    blueprintInfo(readFacts(open.db), {
      path: open.path,
      rev: open.rev,
      readOnly: open.readOnly,
      schemaVersion: MIGRATIONS.length,
    });
  const close = async (): Promise<void> => {
    stopWatching();
    if (session !== null) await closeSession(session);
    session = null;
  };
  const open = (path: string, readOnly: boolean): Promise<Result<BlueprintInfo>> =>
    queue(async () => {
      await close();
      const opened = await openSession(host, { path, readOnly, announce });
      if (!opened.ok) return opened;
      session = opened.value;
      if (!readOnly) {
        const adopted = await adoptWaiting(session);
        if (!adopted.ok)
          host.log('warn', `edits of another program were not taken in: ${adopted.error.code}`);
        stopWatching = watchOutside(session, queue);
      }
      announceState(session);
      return ok(info(session));
    });
  const step =
    (kind: 'undo' | 'redo'): ApiOf<typeof storeContract>['undo'] =>
    (_params, call) =>
      committing(async (current) => {
        const top = current[kind].at(-1);
        return top === undefined ? fail(`store.nothing-to-${kind}`) : invertChange(current, top, kind, call);
      });

  const page: ApiOf<typeof storeContract> = {
    info: () => (session === null ? none() : ok(info(session))),
    state: () => (session === null ? none() : ok(storeState(session))),
    layers: () => (session === null ? none() : ok(layerStates(session))),
    history: ({ before, limit }) => (session === null ? none() : ok(readHistory(session, before, limit))),
    setLayerView: (change) =>
      queue(async () => {
        if (session === null) return none();
        const set = await setLayerView(session, change);
        if (!set.ok) return set;
        const layers = layerStates(session);
        announce({ layers });
        return ok(layers);
      }),
    execute: ({ command, params, expect }, call) =>
      committing(async (current) => {
        const found = findCommand(command);
        if (found === undefined) return fail('store.unknown-command', { command });
        return executeCommand(current, found, params, expect ?? [], call);
      }),
    preview: ({ command, params }) =>
      // In the queue: between the slices of a long write nothing is whole.
      queue(async () => {
        if (session === null) return none();
        const found = findCommand(command);
        return found === undefined
          ? fail('store.unknown-command', { command })
          : previewCommand(session, found, params);
      }),
    undo: step('undo'),
    redo: step('redo'),
    adoptOutside: () =>
      queue(async () => {
        if (session === null) return none();
        const adopted = await adoptWaiting(session);
        if (!adopted.ok) return adopted;
        return adopted.value === null ? fail('store.nothing-to-do') : ok(adopted.value);
      }),
    commitStaged: ({ staging, ...way }, call) =>
      committing(async (current) => {
        const path = staged.get(staging);
        return path === undefined ? fail('store.unknown-staging') : commitStaged(current, path, way, call);
      }),
  };

  const control: ApiOf<typeof storeControl> = {
    open: ({ path, readOnly }) => open(path, readOnly),
    create: async ({ path, blueprint }) => {
      const made = await createBlueprint(path, blueprint, host);
      return made.ok ? open(path, false) : made;
    },
    close: () =>
      queue(async () => {
        await close();
        return ok(null);
      }),
    grantStaging: ({ token, path }) => {
      staged.set(token, path);
      return ok(null);
    },
    keepBlobs: ({ files }) => queue(async () => (session === null ? none() : keepBlobs(session, files))),
    backgrounds: () => (session === null ? none() : ok(readBackgrounds(session))),
    keepBackgrounds: ({ references }) =>
      queue(async () => (session === null ? none() : keepBackgrounds(session, references))),
    setAuthor: ({ author: name }) => {
      author = name.trim();
      return ok(null);
    },
  };

  return {
    page,
    control,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shutdown: () => queue(close),
  };
}
