import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BlueprintInfo, newBlueprint } from '../../shared/bridge/store-contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { z } from 'zod';
import type { Backgrounds } from './backgrounds.ts';
import type { Recents } from './recents.ts';
import type { Services } from './services.ts';

/** The one open blueprint of the window, and the order in which it is opened and closed. */
export interface BlueprintSession {
  current(): BlueprintInfo | null;
  recovered(): boolean;
  open(file: string): Promise<Result<BlueprintInfo>>;
  create(file: string, blueprint: z.infer<typeof newBlueprint>): Promise<Result<BlueprintInfo>>;
  close(): Promise<Result<null>>;
  grant(file: string, access: 'read' | 'write'): Promise<Result<string>>;
  grantStaging(token: string): Promise<Result<null>>;
  /** Keeps staged evidence in the blueprint; gives how many files were new. */
  keepEvidence(token: string): Promise<Result<number>>;
  /** Tells the writer by which name the user signs. */
  sign(): Promise<Result<null>>;
  /** The services have died: there is nothing left to close. */
  forget(): void;
}

export interface SessionHost {
  services(): Services;
  readonly recents: Recents;
  readonly backgrounds: Backgrounds;
  /** The name the user gave himself; empty where he gave none. */
  author(): string;
  readonly cacheDir: string;
  readonly scratchDir: string;
  onChange(): void;
}

export function createSession(host: SessionHost): BlueprintSession {
  let current: BlueprintInfo | null = null;
  let recovered = false;

  /** The writer first, so that recovery and migration are done before anybody reads. */
  const enter = async (opened: Result<BlueprintInfo>): Promise<Result<BlueprintInfo>> => {
    if (!opened.ok) return opened;
    const { store, query } = host.services();
    await mkdir(host.scratchDir, { recursive: true });
    const reading = await query.open({
      path: opened.value.path,
      cacheDir: host.cacheDir,
      scratchDir: host.scratchDir,
    });
    if (!reading.ok) {
      await query.close({});
      await store.close({});
      return reading;
    }
    current = opened.value;
    recovered = (await host.recents.opened(current, new Date())).recovered;
    // Not waited for: the map is there before its background.
    const { value: info } = opened;
    void store.backgrounds({}).then((said) => {
      if (current === info) void host.backgrounds.open(info, said.ok ? said.value : []);
    });
    host.onChange();
    return opened;
  };

  /** Readers first: a read connection that closes last leaves a log file beside the blueprint. */
  const close = async (): Promise<Result<null>> => {
    if (current === null) return ok(null);
    const { store, query } = host.services();
    void host.backgrounds.close();
    await query.close({});
    const closed = await store.close({});
    if (closed.ok) await host.recents.closed(current.path);
    current = null;
    recovered = false;
    host.onChange();
    return closed;
  };

  const sign = (): Promise<Result<null>> => host.services().store.setAuthor({ author: host.author() });

  return {
    current: () => current,
    sign,
    recovered: () => recovered,
    close,
    forget: () => {
      current = null;
    },
    open: async (file) => {
      const left = await close();
      if (!left.ok) return left;
      await sign();
      return enter(await host.services().store.open({ path: path.resolve(file), readOnly: false }));
    },
    create: async (file, blueprint) => {
      const left = await close();
      if (!left.ok) return left;
      await sign();
      return enter(await host.services().store.create({ path: path.resolve(file), blueprint }));
    },
    grant: async (file, access) => {
      const token = randomUUID();
      const granted = await host.services().query.grant({ token, path: file, access });
      return granted.ok ? ok(token) : granted;
    },
    keepEvidence: async (token) => {
      const { store, query } = host.services();
      const blobs = await query.stagingBlobs({ staging: token });
      return blobs.ok ? store.keepBlobs({ files: [...blobs.value] }) : blobs;
    },
    grantStaging: async (token) => {
      const { store, query } = host.services();
      const staging = await query.stagingPath({ staging: token });
      if (!staging.ok) return staging;
      const blobs = await query.stagingBlobs({ staging: token });
      if (!blobs.ok) return blobs;
      if (blobs.value.length > 0) {
        const kept = await store.keepBlobs({ files: [...blobs.value] });
        if (!kept.ok) return kept;
      }
      return store.grantStaging({ token, path: staging.value });
    },
  };
}
