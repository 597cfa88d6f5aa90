import { randomUUID } from 'node:crypto';
import { MessageChannelMain, type WebContents } from 'electron';
import type { BackgroundReference } from '../../shared/bridge/background-reference.ts';
import { backgroundControl } from '../../shared/bridge/background-contract.ts';
import { connect } from '../../shared/bridge/connect.ts';
import type { ClientOf } from '../../shared/bridge/contract.ts';
import { PORT_CHANNEL } from '../../shared/bridge/shell-methods.ts';
import type { BlueprintInfo } from '../../shared/bridge/store-contract.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { fork, processEndpoint } from './services.ts';

/** The process of backgrounds: started with the first blueprint, apart from those that hold it. */
export interface Backgrounds {
  /** @param references what the blueprint says of its backgrounds itself */
  open(blueprint: BlueprintInfo, references: readonly BackgroundReference[]): Promise<void>;
  close(): Promise<void>;
  /** Lets the page name a file by a token. */
  grant(file: string, access: 'read' | 'write'): Promise<Result<string>>;
  /** Gives a page that has just been loaded its port. */
  connectPage(): void;
  stop(): Promise<void>;
}

export interface BackgroundsHost {
  readonly folder: string;
  readonly version: string;
  page(): WebContents;
  /** Keeps in the blueprint what it should say of its backgrounds. */
  keep(references: readonly BackgroundReference[]): void;
  log(level: 'error', message: string): void;
}

const RESTARTS_ALLOWED = 3;
/** Opening the files of a list takes no longer, unless one of them has caught the process. */
const OPENING_MS = 60_000;

interface Running {
  readonly child: ReturnType<typeof fork>;
  readonly control: ClientOf<typeof backgroundControl>;
}

export function createBackgrounds(host: BackgroundsHost): Backgrounds {
  let running: Running | null = null;
  let blueprint: {
    readonly info: BlueprintInfo;
    readonly references: readonly BackgroundReference[];
  } | null = null;
  let restarts = 0;
  let stopping = false;

  const connectPage = (): void => {
    if (running === null || host.page().isDestroyed()) return;
    const channel = new MessageChannelMain();
    running.child.postMessage({ role: 'page' }, [channel.port1]);
    host.page().postMessage(PORT_CHANNEL, 'background', [channel.port2]);
  };

  const start = (): Running => {
    const child = fork('background', {
      LANTU_BACKGROUNDS: host.folder,
      LANTU_USER_AGENT: `Lantu/${host.version}`,
    });
    const now: Running = { child, control: connect(processEndpoint(child), backgroundControl) };
    running = now;
    // The map goes on without it; a file that ends it again and again is not opened for ever.
    child.on('exit', (code) => {
      if (running === now) running = null;
      if (stopping) return;
      host.log('error', `service background ended with ${code}`);
      restarts += 1;
      if (restarts <= RESTARTS_ALLOWED && blueprint !== null) {
        void enter(blueprint.info, blueprint.references);
      }
    });
    now.control.on('references', ({ blueprintId, list }) => {
      if (blueprint?.info.blueprintId === blueprintId) host.keep(list);
    });
    connectPage();
    return now;
  };

  const enter = async (info: BlueprintInfo, references: readonly BackgroundReference[]): Promise<void> => {
    const { control, child } = running ?? start();
    const late = setTimeout(() => child.kill(), OPENING_MS);
    await control.open({
      blueprintId: info.blueprintId,
      path: info.path,
      references: [...references],
    });
    clearTimeout(late);
  };

  return {
    open: (info, references) => {
      blueprint = { info, references };
      return enter(info, references);
    },
    close: async () => {
      blueprint = null;
      await running?.control.close({});
    },
    grant: async (file, access) => {
      if (running === null) return fail('bridge.closed');
      const token = randomUUID();
      const granted = await running.control.grant({ token, path: file, access });
      return granted.ok ? ok(token) : granted;
    },
    connectPage,
    stop: () => {
      stopping = true;
      const child = running?.child;
      if (child === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        child.once('exit', () => resolve());
        if (!child.kill()) resolve();
      });
    },
  };
}
