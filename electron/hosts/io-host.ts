import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { loadCoverageFill, loadOverlay } from '../geometry/load-overlay.ts';
import type { ShareWorkers } from '../jobs/check/check-service.ts';
import type { IoHost } from '../jobs/io/io-host.ts';
import { cutBlueprint } from '../store/exchange/field-cut.ts';
import { openReader } from '../store/read/reader.ts';
import { createStagingFile } from '../store/staging/staging-file.ts';
import { logLine } from './log.ts';
import { startReaderThread } from './reader-thread.ts';

/**
 * Smaller files are read before another thread has started: 20,000 parcels are 25 MB, take a second and a half
 * altogether, of which a thread would need a third to be there.
 */
const APART_FROM_BYTES = 32 << 20;

/** The host of reading and writing files, whatever it runs in. */
export const ioHost = (workers?: ShareWorkers): IoHost => ({
  openReader,
  createStagingFile,
  cutBlueprint: (path, cut) =>
    cutBlueprint(path, cut, { now: () => new Date(), random: (size) => new Uint8Array(randomBytes(size)) }),
  loadOverlay,
  loadFill: loadCoverageFill,
  ...(workers && { workers }),
  ...(availableParallelism() > 1 && { reader: { start: startReaderThread, leastBytes: APART_FROM_BYTES } }),
  log: logLine,
});
