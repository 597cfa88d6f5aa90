import { randomUUID } from 'node:crypto';
import { MessageChannelMain, type WebContents } from 'electron';
import { connect } from '../../shared/bridge/connect.ts';
import type { ClientOf } from '../../shared/bridge/contract.ts';
import { positionControl } from '../../shared/bridge/position-contract.ts';
import { PORT_CHANNEL } from '../../shared/bridge/shell-methods.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import { fork, processEndpoint } from './services.ts';

/** The process of positions: started when a window first asks for it, for most work needs none. */
export interface Positions {
  /** Starts the process where it does not run, and gives the page its port. One asked for may end as often again. */
  start(): void;
  /** Gives a page that has just been loaded its port, where the process runs. */
  connectPage(): void;
  /** Lets the page name a file by a token. */
  grant(file: string, access: 'read' | 'write'): Promise<Result<string>>;
  stop(): Promise<void>;
}

export interface PositionsHost {
  readonly folder: string;
  page(): WebContents;
  log(level: 'error', message: string): void;
  /** Says to the person that the process has ended: another has taken its place, or none will by itself. */
  tell(failure: Failure): void;
}

const RESTARTS_ALLOWED = 3;
/** A process that ran for so long did not end of what ended the one before: ends are counted anew. */
const CALM_MS = 5 * 60_000;
/** Putting the last seconds of a track on the disk takes no longer, unless the disk has gone. */
const CLOSING_MS = 3000;

interface Running {
  readonly child: ReturnType<typeof fork>;
  readonly control: ClientOf<typeof positionControl>;
}

export function createPositions(host: PositionsHost): Positions {
  let running: Running | null = null;
  let restarts = 0;
  let stopping = false;

  const connectPage = (): void => {
    if (running === null || host.page().isDestroyed()) return;
    const channel = new MessageChannelMain();
    running.child.postMessage({ role: 'page' }, [channel.port1]);
    host.page().postMessage(PORT_CHANNEL, 'position', [channel.port2]);
  };

  const launch = (): void => {
    const child = fork('position', { LANTU_POSITIONS: host.folder });
    const now: Running = { child, control: connect(processEndpoint(child), positionControl) };
    running = now;
    const sinceMs = performance.now();
    child.on('exit', (code) => {
      if (running === now) running = null;
      if (stopping) return;
      host.log('error', `service position ended with ${code}`);
      restarts = performance.now() - sinceMs >= CALM_MS ? 1 : restarts + 1;
      if (restarts > RESTARTS_ALLOWED) return host.tell({ code: 'position.ended' });
      host.tell({ code: 'position.restarted' });
      // What ran is on the disk and offered; the page hears of it by its new port.
      launch();
      connectPage();
    });
  };

  return {
    connectPage,
    start: () => {
      if (running === null) {
        restarts = 0;
        launch();
      }
      connectPage();
    },
    grant: async (file, access) => {
      if (running === null) return fail('bridge.closed');
      const token = randomUUID();
      const granted = await running.control.grant({ token, path: file, access });
      return granted.ok ? ok(token) : granted;
    },
    stop: async () => {
      stopping = true;
      const now = running;
      if (now === null) return;
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSING_MS));
      await Promise.race([now.control.close({}), late]);
      await new Promise<void>((resolve) => {
        now.child.once('exit', () => resolve());
        if (!now.child.kill()) resolve();
      });
    },
  };
}
