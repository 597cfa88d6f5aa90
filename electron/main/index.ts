/**
 * The shell: one window, the dialogs, and the order in which things start and stop.
 * `whenReady` is never awaited at the top level: 'ready' itself waits for this module.
 */
import path from 'node:path';
import { app, session as sessions, type BrowserWindow } from 'electron';
import type { Result } from '../../shared/result.ts';
import { parseArguments } from './arguments.ts';
import { cliWords, runCliMode } from './cli-mode.ts';
import { createDialogs } from './dialogs.ts';
import { createFieldPackages } from './field-packages.ts';
import { openLog } from './log.ts';
import { registerScheme, servePage } from './protocol.ts';
import { createBackgrounds } from './backgrounds.ts';
import { createPositions } from './positions.ts';
import { openRecents } from './recents.ts';
import { guardPages, lockSession, silenceChromium } from './security.ts';
import { startServices, type Services } from './services.ts';
import { createSession } from './session.ts';
import { openSettings } from './settings.ts';
import { openSketches } from './sketches.ts';
import { createShellApi, shellState, type ShellParts } from './shell-api.ts';
import { serveShell, shellEmitter } from './shell-ipc.ts';
import { writeScreenshot } from './screenshot.ts';
import { createWindow, loadPage } from './window.ts';

const RESTARTS_ALLOWED = 3;
const QUIT_TIMEOUT_MS = 20_000;

const outDir = path.join(import.meta.dirname, '..');
const args = parseArguments(process.argv.slice(1), process.cwd());

registerScheme();
silenceChromium();
// `enableSandbox` beats `--no-sandbox`, without which nothing starts as root.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
guardPages();

const words = cliWords(process.argv);
if (words !== null) void runCliMode(words);
else if (args.screenshot === null && !app.requestSingleInstanceLock()) app.exit(0);
else void app.whenReady().then(start);

async function start(): Promise<void> {
  const userData = app.getPath('userData');
  const log = openLog(path.join(userData, 'logs'));
  const onBug = (where: string, error: unknown): void =>
    log('bug', `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.on('uncaughtException', (error) => onBug('main', error));
  process.on('unhandledRejection', (error) => onBug('main', error));

  servePage(sessions.defaultSession, path.join(outDir, 'renderer'));
  lockSession(sessions.defaultSession, (url) => log('refused', url));

  const settings = await openSettings(userData, {
    language: 'zh-CN',
    theme: 'light',
    author: '',
    keys: {},
    signers: [],
  });
  const recents = await openRecents(userData);
  const window = createWindow({
    icon: path.join(outDir, '..', 'resources', 'icons', 'lantu.png'),
    background: '#ffffff',
    size: args.size,
  });

  const serviceEnv = { LANTU_BACKUPS: path.join(userData, 'backups') };
  let services: Services = startServices(serviceEnv, onServiceDeath);
  let restarts = 0;
  const backgrounds = createBackgrounds({
    folder: path.join(userData, 'backgrounds'),
    version: app.getVersion(),
    page: () => window.webContents,
    keep: (references) => void services.store.keepBackgrounds({ references: [...references] }),
    log,
  });
  const positions = createPositions({
    folder: path.join(userData, 'positions'),
    page: () => window.webContents,
    log,
    tell: (failure) => parts.emit('failed', failure),
  });
  const session = createSession({
    services: () => services,
    recents,
    backgrounds,
    author: () => settings.get().author,
    cacheDir: path.join(userData, 'overviews'),
    scratchDir: path.join(userData, 'scratch'),
    onChange: () => parts.emit('state', shellState(parts)),
  });
  const dialogs = createDialogs(
    () => window,
    () => settings.get().language,
  );
  const fieldPackages = createFieldPackages({
    session,
    backgrounds,
    dialogs,
    scratchDir: path.join(userData, 'scratch'),
    onChange: () => parts.emit('state', shellState(parts)),
  });
  const parts: ShellParts = {
    version: app.getVersion(),
    settings,
    recents,
    session,
    backgrounds,
    positions,
    dialogs,
    fieldPackages,
    sampleFolder: path.join(userData, 'samples'),
    sketches: openSketches(userData),
    forms: openSketches(userData, 'forms'),
    window: () => window,
    emit: shellEmitter(window.webContents),
  };

  /** Commits are durable, so nothing has to be replayed: start again, open the same file, renew the ports. */
  function onServiceDeath(name: string, code: number): void {
    log('error', `service ${name} ended with ${code}`);
    const file = session.current()?.path ?? null;
    restarts += 1;
    if (restarts > RESTARTS_ALLOWED) {
      log('error', 'services keep ending; not started again');
      return;
    }
    const dead = services;
    setTimeout(() => {
      void (async () => {
        await dead.stop();
        services = startServices(serviceEnv, onServiceDeath);
        session.forget();
        if (file !== null) tell(await session.open(file));
        services.connectPage(window.webContents);
      })().catch((error: unknown) => onBug('restart', error));
    }, 250 * restarts);
  }

  /** Nobody in the page asked for this, so nobody there waits for the answer. */
  const tell = (result: Result<unknown>): void => {
    if (result.ok) return;
    log('error', `${result.error.code} ${JSON.stringify(result.error.params ?? {})}`);
    parts.emit('failed', result.error);
  };

  serveShell(createShellApi(parts), onBug);
  window.webContents.on('did-finish-load', () => {
    services.connectPage(window.webContents);
    backgrounds.connectPage();
    positions.connectPage();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    log('error', `page ended: ${details.reason}`);
    if (details.reason !== 'clean-exit') void loadPage(window);
  });
  app.on('second-instance', (_event, argv, cwd) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    const { file, fieldPackage } = parseArguments(argv.slice(1), cwd);
    if (file !== null) void session.open(file).then(tell);
    else if (fieldPackage !== null) void fieldPackages.offer(fieldPackage).then(tell);
  });
  closeInOrder(window, async () => {
    await session.close();
    await backgrounds.stop();
    await positions.stop();
    await services.stop();
  });

  await loadPage(window);
  if (args.screenshot === null) window.show();
  else window.showInactive();
  const api = createShellApi(parts);
  const call = { signal: new AbortController().signal, progress: () => {} };
  const opened = args.file
    ? await session.open(args.file)
    : args.fieldPackage
      ? await fieldPackages.offer(args.fieldPackage)
      : args.sample
        ? await api.openSample({}, call)
        : null;
  if (opened !== null) tell(opened);
  if (args.screenshot !== null) {
    const code = await writeScreenshot(window, args.screenshot).then(
      () => 0,
      (error: unknown) => {
        onBug('screenshot', error);
        return 3;
      },
    );
    await session.close();
    await backgrounds.stop();
    await positions.stop();
    await services.stop();
    app.exit(code);
  }
}

/** Closing the window waits for the blueprint to be closed, but not for ever. */
function closeInOrder(window: BrowserWindow, close: () => Promise<void>): void {
  let closing = false;
  window.on('close', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, QUIT_TIMEOUT_MS));
    void Promise.race([close(), timeout]).finally(() => app.exit(0));
  });
  app.on('before-quit', (event) => {
    if (!closing) {
      event.preventDefault();
      window.close();
    }
  });
}
