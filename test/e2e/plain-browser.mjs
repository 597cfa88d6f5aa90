/**
 * A browser without anything of the app: one window on a file, sandboxed, no preload. What it downloads goes into the
 * folder that is named. Run by the tests of pages that leave the app.
 */
import path from 'node:path';
import { app, BrowserWindow } from 'electron';

const value = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

await app.whenReady();
const window = new BrowserWindow({
  width: Number(value('width') ?? 1280),
  height: Number(value('height') ?? 900),
  webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
});
window.webContents.session.on('will-download', (_event, item) => {
  item.setSavePath(path.join(value('downloads'), item.getFilename()));
});
/** Every request that is not for the page itself: a page that is offline makes none. */
globalThis.requests = [];
window.webContents.session.webRequest.onBeforeRequest(({ url }, done) => {
  if (!/^(file|data|blob|devtools):/.test(url)) globalThis.requests.push(url);
  done({});
});
app.on('window-all-closed', () => app.quit());
await window.loadURL(value('page'));
