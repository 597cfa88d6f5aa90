import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fail, ok, type Result } from '../../shared/result.ts';
import { startGdalProcess, type GdalProcess } from './gdal-process.ts';
import { readInfo, type GdalInfo } from './gdal-info.ts';
import type { GdalConversion, GdalPicture, GdalRequest, GdalSaid, GdalSource } from './protocol.ts';

export type { GdalInfo, GdalLayer } from './gdal-info.ts';
export type { GdalConversion, GdalPicture, GdalSaid, GdalSource } from './protocol.ts';

/** GDAL for one job. Everything it reads and writes are files; nothing is sent to it but their names. */
export interface Gdal {
  /** What a source holds, told without its features. */
  info(source: GdalSource): Promise<Result<{ readonly info: GdalInfo; readonly said: GdalSaid }>>;
  /**
   * Converts as `ogr2ogr` does. What was half written when it fails is removed.
   *
   * @param onShare progress, 0 to 1, where GDAL can say
   */
  convert(conversion: GdalConversion, onShare?: (share: number) => void): Promise<Result<GdalSaid>>;
  /** What a picture is, as `gdalinfo -json` prints it. */
  pictureInfo(source: GdalSource): Promise<Result<string>>;
  /** Makes one picture from another, as `gdal_translate` and `gdalwarp` do. */
  picture(picture: GdalPicture, onShare?: (share: number) => void): Promise<Result<GdalSaid>>;
}

/** How long GDAL may compute without reading or writing before it is held to be caught in a loop. */
const QUIET_MS = 2500;
/** Added for each megabyte of its files, some of which are parsed as a whole. */
const QUIET_MS_A_MB = 250;
/** A process that nobody needs is kept this long: the steps of one import follow one another. */
const IDLE_MS = 30_000;
/** One that has grown beyond this is not kept: the module begins with 540 MB of addresses, of which it uses few. */
const KEPT_MB = 800;

let idle: { readonly process: GdalProcess; readonly timer: NodeJS.Timeout } | null = null;

function take(): GdalProcess {
  const kept = idle;
  idle = null;
  if (kept !== null) {
    clearTimeout(kept.timer);
    if (kept.process.alive()) {
      kept.process.hold(true);
      return kept.process;
    }
  }
  return startGdalProcess();
}

function giveBack(process: GdalProcess): void {
  if (!process.alive() || idle !== null || process.memory() > KEPT_MB) {
    void process.end();
    return;
  }
  process.hold(false);
  const timer = setTimeout(() => {
    idle = null;
    void process.end();
  }, IDLE_MS);
  timer.unref();
  idle = { process, timer };
}

const sourceOf = (request: GdalRequest): GdalSource => {
  if (request.op === 'convert') return request.conversion.source;
  return request.op === 'picture' ? request.picture.source : request.source;
};

/** Bytes of the files of a source; what is not there is GDAL's to complain of. */
const sizeOf = ({ files }: GdalSource): number =>
  files.reduce((sum, { path }) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);

/** The sentence GDAL said last before it gave up: the first error is mostly the cause. */
const causeOf = ({ errors, warnings }: GdalSaid): string => (errors[0] ?? warnings[0] ?? '').slice(0, 200);

/**
 * Runs `work` with GDAL in a process of its own (see gdal-process.ts), started when it is first needed.
 *
 * Failures of its calls: `cancelled`; `gdal-failed` (cause) where GDAL refused; `gdal-stuck` (seconds) where it made
 * no progress and was killed; `gdal-crashed` (cause) where it broke or ran out of memory; `gdal-unavailable` (cause)
 * where it cannot be loaded.
 *
 * @param signal kills GDAL at once, whatever it is doing
 * @param options.quietMs how long it may compute without reading or writing; by the size of its files without
 * @param options.fresh true for a process that has done nothing before: what GDAL counts or draws begins anew
 */
export async function withGdal<T>(
  signal: AbortSignal,
  work: (gdal: Gdal) => Promise<T>,
  { quietMs, fresh = false }: { readonly quietMs?: number; readonly fresh?: boolean } = {},
): Promise<T> {
  let process: GdalProcess | null = null;
  const ask = async (
    request: GdalRequest,
    onShare: (share: number) => void = () => {},
  ): Promise<Result<{ readonly json: string; readonly said: GdalSaid }>> => {
    if (signal.aborted) return fail('cancelled');
    process = process?.alive() ? process : fresh ? startGdalProcess() : take();
    const patience = quietMs ?? QUIET_MS + QUIET_MS_A_MB * (sizeOf(sourceOf(request)) / 1e6);
    const answer = await process.ask(request, { signal, quietMs: patience, onShare });
    switch (answer.kind) {
      case 'done':
        return ok({ json: answer.json, said: answer.said });
      case 'failed':
        return fail('gdal-failed', { cause: causeOf(answer.said) });
      case 'cancelled':
        return fail('cancelled');
      case 'stuck':
        return fail('gdal-stuck', { seconds: answer.seconds });
      case 'unavailable':
        return fail('gdal-unavailable', { cause: answer.cause });
      default:
        return fail('gdal-crashed', { cause: answer.kind === 'crashed' ? answer.cause : answer.kind });
    }
  };
  const gdal: Gdal = {
    info: async (source) => {
      const answer = await ask({ op: 'info', source });
      if (!answer.ok) return answer;
      const info = readInfo(answer.value.json);
      return info === null ? fail('gdal-failed', { cause: '' }) : ok({ info, said: answer.value.said });
    },
    convert: async (conversion, onShare) => {
      const answer = await ask({ op: 'convert', conversion }, onShare);
      if (answer.ok) return ok(answer.value.said);
      await rm(conversion.out, { recursive: true, force: true });
      return answer;
    },
    pictureInfo: async (source) => {
      const answer = await ask({ op: 'picture-info', source });
      return answer.ok ? ok(answer.value.json) : answer;
    },
    picture: async (picture, onShare) => {
      const answer = await ask({ op: 'picture', picture }, onShare);
      if (answer.ok) return ok(answer.value.said);
      await rm(picture.out, { force: true });
      return answer;
    },
  };
  try {
    return await work(gdal);
  } finally {
    if (process !== null) giveBack(process);
  }
}
