/** Worker thread that holds GDAL: one request at a time, synchronous, to be ended at any moment from outside. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadGdalModule, type GdalModule } from './gdal-module.ts';
import { answerRequest, createListener, preparePlaces } from './gdal-work.ts';
import { FIGURES, type GdalAnswer, type GdalRequest } from './protocol.ts';

const causeOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error).slice(0, 300);

/** A file that is gone or may not be read; seen before GDAL was asked. */
const isSystemError = (error: unknown): boolean =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';

async function serveGdal(port: NonNullable<typeof parentPort>, figures: Int32Array): Promise<void> {
  const post = (answer: GdalAnswer): void => port.postMessage(answer);
  const listener = createListener();
  let module: GdalModule;
  try {
    module = await loadGdalModule({ onLine: listener.line, onCharacter: listener.character });
    preparePlaces(module);
  } catch (error) {
    post({ kind: 'unavailable', cause: causeOf(error) });
    return;
  }
  const pulse = (): void => void Atomics.add(figures, FIGURES.pulse, 1);
  port.on('message', (request: GdalRequest) => {
    listener.begin((share) => void Atomics.store(figures, FIGURES.progress, Math.round(1000 * share)));
    try {
      const answer = answerRequest(module, request, listener, pulse);
      Atomics.store(figures, FIGURES.memory, Math.round(module.HEAPU8.length / 1e6));
      post(answer);
    } catch (error) {
      if (isSystemError(error)) {
        post({ kind: 'failed', said: { errors: [causeOf(error)], warnings: [] } });
        return;
      }
      // An abort or a trap: whatever the module held is in no known state, and the thread has to go.
      post({ kind: 'crashed', cause: causeOf(error) });
    }
  });
  post({ kind: 'ready' });
}

if (parentPort) void serveGdal(parentPort, workerData as Int32Array);
