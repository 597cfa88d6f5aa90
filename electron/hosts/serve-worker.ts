import type { Endpoint } from '../../shared/bridge/endpoint.ts';
import type { EmitOf } from '../../shared/bridge/contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import {
  checkContract,
  interactContract,
  ioContract,
  tilesContract,
} from '../../shared/bridge/worker-contracts.ts';
import { loadOverlay } from '../geometry/load-overlay.ts';
import { createCheckService } from '../jobs/check/check-service.ts';
import { createIoService } from '../jobs/io/io-service.ts';
import type { WorkerKind } from '../query/query-service.ts';
import { createStaging } from '../store/staging/create-staging.ts';
import { createInteractService } from '../store/read/interact-service.ts';
import { openReader } from '../store/read/reader.ts';
import { createTilesService } from '../store/read/tiles-service.ts';
import { logBug, logLine } from './log.ts';

/** Serves one read-only service at `endpoint`: in a worker thread of the app, in process elsewhere. */
export function serveWorker(kind: WorkerKind, endpoint: Endpoint): void {
  switch (kind) {
    case 'tiles':
      serve(endpoint, tilesContract, createTilesService({ openReader, log: logLine }), logBug);
      return;
    case 'interact':
      serve(endpoint, interactContract, createInteractService({ openReader, log: logLine }), logBug);
      return;
    case 'io':
      serve(endpoint, ioContract, createIoService({ openReader, createStaging, loadOverlay, log: logLine }), logBug);
      return;
    case 'check': {
      // The service speaks before anybody has asked, so it is given its emitter late.
      let emit: EmitOf<typeof checkContract> = () => {};
      const service = createCheckService({
        openReader,
        loadOverlay,
        emit: (name, payload) => emit(name, payload),
        log: logLine,
      });
      emit = serve(endpoint, checkContract, service, logBug);
    }
  }
}
