/** The least Electron app: one window of the size asked for, nothing in it. What it shows is put there by the bench. */
const { app, BrowserWindow } = require('electron');

const [width, height] = (process.argv.find((word) => word.startsWith('--bare=')) ?? '--bare=1440x900')
  .slice('--bare='.length)
  .split('x')
  .map(Number);
void app.whenReady().then(() => {
  void new BrowserWindow({ width, height, useContentSize: true }).loadURL('about:blank');
});
