import fs from 'node:fs';
import { z } from 'zod';
import ruleset from '../../../resources/ruleset/default.json' with { type: 'json' };
import { newBlueprint } from '../../../shared/bridge/store-contract.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { type BlueprintFacts, writeFacts } from '../blueprint-facts.ts';
import { caught } from '../errors.ts';
import { addProjectedSrs } from '../geopackage/srs.ts';
import { finishLayers } from '../layer-catalogue.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { applyMigrations } from '../migrations/run.ts';
import { type Db, GPKG_APPLICATION_ID, GPKG_USER_VERSION, openDatabase } from '../sqlite.ts';
import type { StoreHost } from './host.ts';

export type NewBlueprint = z.infer<typeof newBlueprint>;

/** What a generator may state besides; a blueprint made by a person starts without them. */
export interface NewBlueprintExtras {
  readonly baseYear?: number | null;
  readonly planYear?: number | null;
  readonly residentPopulation?: number | null;
  readonly fictional?: boolean;
  /** Which generator made it, with its settings. */
  readonly sample?: string | null;
  /** A ruleset of the blueprint's own: its version and its JSON. */
  readonly ruleset?: { readonly version: string; readonly record: string };
  /** Fixed identity, for files that must come out the same each time. */
  readonly blueprintId?: string;
}

/** Makes the tables and facts of a new blueprint; the layers' triggers are left to `finishLayers`. */
export function layFoundation(
  db: Db,
  host: Pick<StoreHost, 'now' | 'random'>,
  blueprint: NewBlueprint,
  extras: NewBlueprintExtras,
): void {
  db.pragma(`application_id = ${GPKG_APPLICATION_ID}`);
  db.pragma(`user_version = ${GPKG_USER_VERSION}`);
  const now = host.now();
  const time = now.toISOString();
  applyMigrations(db, MIGRATIONS, { time });
  const text = (value: number | null | undefined): string | null => (value == null ? null : String(value));
  const facts: BlueprintFacts = {
    blueprint_id: extras.blueprintId ?? uuidv7(now.getTime(), host.random),
    replica: extras.blueprintId ?? uuidv7(now.getTime(), host.random),
    name: blueprint.name,
    county_code: blueprint.countyCode,
    county_name: blueprint.countyName,
    zone_epsg: text(blueprint.zoneEpsg),
    base_year: text(extras.baseYear),
    plan_year: text(extras.planYear),
    resident_population: text(extras.residentPopulation),
    class_edition: ruleset.classEdition,
    ruleset_version: extras.ruleset?.version ?? ruleset.version,
    classification: blueprint.classification,
    fictional: extras.fictional === true ? '1' : '0',
    created_at: time,
    sample: extras.sample ?? null,
    ...(extras.ruleset && { ruleset: extras.ruleset.record }),
  };
  db.transaction(() => {
    writeFacts(db, facts);
    if (blueprint.zoneEpsg !== null) addProjectedSrs(db, blueprint.zoneEpsg);
  })();
}

/**
 * Builds a file under a temporary name in the same folder and gives it its name when it is whole. Failure
 * `store.exists` when there is a file of that name already; nothing is ever overwritten.
 */
export async function buildFile(
  path: string,
  build: (db: Db) => Promise<void> | void,
): Promise<Result<null>> {
  if (fs.existsSync(path)) return fail('store.exists', { path });
  const temporary = `${path}.part-${process.pid}-${Date.now()}`;
  try {
    const built = await caught(async () => {
      const db = openDatabase(temporary, { readOnly: false, create: true });
      try {
        // The file has no name yet: a crash loses nothing, so it is written without a journal.
        db.pragma('journal_mode = OFF');
        db.pragma('synchronous = OFF');
        db.pragma('cache_size = -200000');
        await build(db);
      } finally {
        db.close();
      }
      syncFile(temporary);
    });
    if (!built.ok) return built;
    // A hard link fails when the name is taken, where a rename would overwrite.
    placeNew(temporary, path);
    return ok(null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return fail('store.exists', { path });
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR') {
      return fail('store.cannot-open', { detail: code });
    }
    if (code === 'ENOSPC') return fail('store.disk-full', { detail: code });
    throw error;
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

function placeNew(temporary: string, path: string): void {
  try {
    fs.linkSync(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // File systems without hard links (FAT, some shares).
    if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'ENOTSUP') throw error;
    fs.renameSync(temporary, path);
  }
}

function syncFile(path: string): void {
  const file = fs.openSync(path, 'r+');
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Makes an empty blueprint. */
export const createBlueprint = (
  path: string,
  blueprint: NewBlueprint,
  host: StoreHost,
): Promise<Result<null>> =>
  buildFile(path, (db) => {
    layFoundation(db, host, blueprint, {});
    finishLayers(db);
  });
