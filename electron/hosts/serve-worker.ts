import type { Endpoint } from '../../shared/bridge/endpoint.ts';
import type { EmitOf } from '../../shared/bridge/contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import {
  checkContract,
  interactContract,
  ioContract,
  rowsContract,
  pastContract,
  printContract,
  tilesContract,
} from '../../shared/bridge/worker-contracts.ts';
import { loadCoverageFill, loadOverlay } from '../geometry/load-overlay.ts';
import { createCheckService, type ShareWorkers } from '../jobs/check/check-service.ts';
import { createIoService } from '../jobs/io/io-service.ts';
import { createPrintService } from '../jobs/print/print-service.ts';
import { createPastService } from '../jobs/versions/past-service.ts';
import type { WorkerKind } from '../query/query-service.ts';
import { createInteractService } from '../store/read/interact-service.ts';
import { openReader } from '../store/read/reader.ts';
import { createRowsService } from '../store/read/rows-service.ts';
import { createTilesService } from '../store/read/tiles-service.ts';
import { ioHost } from './io-host.ts';
import { logBug, logLine } from './log.ts';

/**
 * Serves one read-only service at `endpoint`: in a worker thread of the app, in process elsewhere.
 *
 * @param workers further threads for the check; it is alone without
 */
export function serveWorker(kind: WorkerKind, endpoint: Endpoint, workers?: ShareWorkers): void {
  switch (kind) {
    case 'tiles':
      serve(endpoint, tilesContract, createTilesService({ openReader, log: logLine }), logBug);
      return;
    case 'interact':
      serve(endpoint, interactContract, createInteractService({ openReader, log: logLine }), logBug);
      return;
    case 'rows':
      serve(endpoint, rowsContract, createRowsService(logLine), logBug);
      return;
    case 'io':
      serve(endpoint, ioContract, createIoService(ioHost(workers)), logBug);
      return;
    case 'past':
      serve(endpoint, pastContract, createPastService({ openReader, loadOverlay, log: logLine }), logBug);
      return;
    case 'print':
      serve(endpoint, printContract, createPrintService({ openReader, loadOverlay, log: logLine }), logBug);
      return;
    case 'check': {
      // The service speaks before anybody has asked, so it is given its emitter late.
      let emit: EmitOf<typeof checkContract> = () => {};
      const service = createCheckService({
        openReader,
        loadOverlay,
        loadFill: loadCoverageFill,
        emit: (name, payload) => emit(name, payload),
        log: logLine,
        ...(workers && { workers }),
      });
      emit = serve(endpoint, checkContract, service, logBug);
    }
  }
}
