import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { RecentFile } from '../../shared/bridge/shell-contract.ts';
import type { BlueprintInfo } from '../../shared/bridge/store-contract.ts';
import { readJson, writeAtomically } from './atomic-file.ts';

const MOST = 12;

const entry = z.strictObject({
  path: z.string(),
  name: z.string(),
  openedAt: z.string(),
  classification: z.string(),
  fictional: z.boolean(),
  findings: z.number().nullable(),
  /** True from opening to closing: found true at the start, the last session ended without closing it. */
  open: z.boolean(),
});
const fileSchema = z.strictObject({ version: z.literal(1), files: z.array(entry) });
type Entry = z.infer<typeof entry>;

/** The page names a recent file by this, never by its path. */
const tokenOf = (file: string): string => createHash('sha256').update(file).digest('hex').slice(0, 24);

export interface Recents {
  list(): readonly RecentFile[];
  path(token: string): string | undefined;
  opened(info: BlueprintInfo, now: Date): Promise<{ recovered: boolean }>;
  closed(file: string): Promise<void>;
  findings(file: string, count: number): Promise<void>;
}

export async function openRecents(folder: string): Promise<Recents> {
  const file = path.join(folder, 'recent.json');
  const parsed = fileSchema.safeParse(await readJson(file));
  let files: Entry[] = parsed.success ? parsed.data.files : [];
  const save = (): Promise<void> =>
    writeAtomically(file, `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
  const update = async (target: string, change: Partial<Entry>): Promise<void> => {
    files = files.map((known) => (known.path === target ? { ...known, ...change } : known));
    await save();
  };
  return {
    list: () =>
      files.map((known) => ({
        token: tokenOf(known.path),
        name: known.name,
        path: known.path,
        openedAt: known.openedAt,
        exists: existsSync(known.path),
        classification: known.classification,
        fictional: known.fictional,
        findings: known.findings,
      })),
    path: (token) => files.find((known) => tokenOf(known.path) === token)?.path,
    opened: async (info, now) => {
      const before = files.find((known) => known.path === info.path);
      const latest: Entry = {
        path: info.path,
        name: info.name,
        openedAt: now.toISOString(),
        classification: info.classification,
        fictional: info.fictional,
        findings: before?.findings ?? null,
        open: true,
      };
      files = [latest, ...files.filter((known) => known.path !== info.path)].slice(0, MOST);
      await save();
      return { recovered: before?.open ?? false };
    },
    closed: (target) => update(target, { open: false }),
    findings: (target, count) => update(target, { findings: count }),
  };
}
