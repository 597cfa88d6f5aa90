import path from 'node:path';
import { close, openDataset, setOption, type Content, type Handle } from './gdal-calls.ts';
import type { GdalModule } from './gdal-module.ts';
import type { GdalSource } from './protocol.ts';
import { RESULT_PLACE, withResult } from './result-folder.ts';
import { withSource } from './source-files.ts';

/** Opens a source, works with it and closes it; `null` when it could not be opened. */
export const withDataset = <T>(
  module: GdalModule,
  content: Content,
  source: GdalSource,
  pulse: () => void,
  work: (dataset: Handle) => T,
): T | null =>
  withSource(module, source, pulse, (place) => {
    const dataset = openDataset(module, content, place, source.driver, source.options);
    if (dataset === 0) return null;
    try {
      return work(dataset);
    } finally {
      close(module, dataset);
    }
  });

/** A file that is made of another. */
interface Making {
  readonly source: GdalSource;
  readonly out: string;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Makes one file of a source; false when GDAL refused.
 *
 * @param room bytes that the result may take
 * @param write gives the handle of what it wrote to a place, 0 when it failed
 */
export function makeResult(
  module: GdalModule,
  content: Content,
  { source, out, settings }: Making,
  room: number,
  pulse: () => void,
  write: (dataset: Handle, target: string) => Handle,
): boolean {
  for (const [name, value] of Object.entries(settings)) setOption(module, name, value);
  try {
    const done = withResult(module, path.dirname(out), room, pulse, () =>
      withDataset(module, content, source, pulse, (dataset) => {
        const written = write(dataset, `${RESULT_PLACE}/${path.basename(out)}`);
        if (written !== 0) close(module, written);
        return written !== 0;
      }),
    );
    return done === true;
  } finally {
    for (const name of Object.keys(settings)) setOption(module, name, null);
  }
}
