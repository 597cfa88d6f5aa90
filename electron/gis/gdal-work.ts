import { vectorInfo, vectorTranslate } from './gdal-calls.ts';
import type { GdalModule } from './gdal-module.ts';
import type { GdalAnswer, GdalConversion, GdalRequest, GdalSaid } from './protocol.ts';
import { describePicture, makePicture } from './raster-work.ts';
import { RESULT_PLACE } from './result-folder.ts';
import { SOURCE_PLACE, sourceBytes } from './source-files.ts';
import { makeResult, withDataset } from './with-dataset.ts';

/** Lines of each kind that are kept; GDAL itself stops after a thousand. */
const KEPT_LINES = 40;
const KEPT_CHARACTERS = 500;
/** A description longer than this is no description: the file is out to fill the memory. */
const MAX_INFO = 64 * 1024 ** 2;
/** Dots of GDAL's progress bar: `0...10...20` up to 100. */
const DOTS = 30;

/** Room for what is written: far more than the same data take in any format. */
const ROOM_FACTOR = 60;
const ROOM = 256 * 1024 ** 2;

/** Paths of its own file system, and of whoever built it, say nothing to anybody. */
const withoutPaths = (text: string): string =>
  text.replaceAll(/\/(source|result)\//g, '').replaceAll(/(\/[\w.-]+)+\/(\w+\.(cpp|c|h)\b)/g, '$2');

/** Sorts what GDAL writes for people into errors and warnings. */
export interface Listener {
  readonly line: (text: string) => void;
  readonly character: (code: number) => void;
  /** Begins anew; progress goes to `share` (0 to 1). */
  begin(share: (share: number) => void): void;
  said(): GdalSaid;
}

export function createListener(): Listener {
  let errors: string[] = [];
  let warnings: string[] = [];
  let dots = 0;
  let tell: (share: number) => void = () => {};
  const keep = (list: string[], text: string): void => {
    if (list.length < KEPT_LINES) list.push(withoutPaths(text).slice(0, KEPT_CHARACTERS));
  };
  return {
    line: (text) => {
      const found = /^(ERROR|Warning) \d+: (.*)$/s.exec(text);
      if (found) keep(found[1] === 'ERROR' ? errors : warnings, found[2]!);
    },
    character: (code) => {
      if (code !== 0x2e) return;
      dots++;
      tell(Math.min(1, dots / DOTS));
    },
    begin: (share) => {
      errors = [];
      warnings = [];
      dots = 0;
      tell = share;
    },
    said: () => ({ errors, warnings }),
  };
}

/** Makes the places that sources and results are mounted at; once for a module. */
export function preparePlaces({ FS }: GdalModule): void {
  FS.mkdir(SOURCE_PLACE);
  FS.mkdir(RESULT_PLACE);
}

const convert = (module: GdalModule, conversion: GdalConversion, pulse: () => void): boolean =>
  makeResult(
    module,
    'features',
    conversion,
    ROOM_FACTOR * sourceBytes(conversion.source) + ROOM,
    pulse,
    (dataset, target) => vectorTranslate(module, dataset, target, ['-progress', ...conversion.arguments]),
  );

/** Does one piece of work. A trap or an abort of the module is thrown, and the module is broken then. */
export function answerRequest(
  module: GdalModule,
  request: GdalRequest,
  listener: Listener,
  pulse: () => void,
): GdalAnswer {
  if (request.op === 'info') {
    const json = withDataset(module, 'features', request.source, pulse, (dataset) =>
      vectorInfo(module, dataset),
    );
    const said = listener.said();
    return json === null || json.length > MAX_INFO ? { kind: 'failed', said } : { kind: 'done', json, said };
  }
  if (request.op === 'picture-info') {
    const json = describePicture(module, request.source, pulse);
    const said = listener.said();
    return json === null || json.length > MAX_INFO ? { kind: 'failed', said } : { kind: 'done', json, said };
  }
  const done =
    request.op === 'picture'
      ? makePicture(module, request.picture, pulse)
      : convert(module, request.conversion, pulse);
  const said = listener.said();
  return done ? { kind: 'done', json: '', said } : { kind: 'failed', said };
}
