import { randomBytes } from 'node:crypto';
import { loadCoverageFill, loadOverlay } from '../geometry/load-overlay.ts';
import type { ShareWorkers } from '../jobs/check/check-service.ts';
import type { IoHost } from '../jobs/io/io-host.ts';
import { cutBlueprint } from '../store/exchange/field-cut.ts';
import { openReader } from '../store/read/reader.ts';
import { createStagingFile } from '../store/staging/staging-file.ts';
import { logLine } from './log.ts';

/** The host of reading and writing files, whatever it runs in. */
export const ioHost = (workers?: ShareWorkers): IoHost => ({
  openReader,
  createStagingFile,
  cutBlueprint: (path, cut) =>
    cutBlueprint(path, cut, { now: () => new Date(), random: (size) => new Uint8Array(randomBytes(size)) }),
  loadOverlay,
  loadFill: loadCoverageFill,
  ...(workers && { workers }),
  log: logLine,
});
