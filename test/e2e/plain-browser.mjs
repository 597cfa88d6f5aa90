/**
 * A browser without anything of the app: one window on a file, sandboxed, no preload, no network. What it downloads
 * goes into the folder that is named. Run by the tests of pages that leave the app.
 */
import path from 'node:path';
import { app, BrowserWindow } from 'electron';

const value = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

/** Every request that is not for the page itself: a page that is offline makes none. */
globalThis.requests = [];

async function open() {
  const window = new BrowserWindow({
    width: Number(value('width') ?? 1280),
    height: Number(value('height') ?? 900),
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  const { session } = window.webContents;
  session.on('will-download', (_event, item) => {
    item.setSavePath(path.join(value('downloads'), item.getFilename()));
  });
  const page = value('page');
  session.webRequest.onBeforeRequest(({ url }, done) => {
    const own = url === page || /^(data|blob|devtools):/.test(url);
    if (!own) globalThis.requests.push(url);
    done({ cancel: !own });
  });
  await window.loadURL(page);
}

app.on('window-all-closed', () => app.quit());
// Not awaited here: the event of being ready waits for this module to have been loaded.
void app.whenReady().then(open);
