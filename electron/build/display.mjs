/** A display for Electron: the one there is, or a virtual one of our own. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Drawing in software: what a virtual display needs. With the GPU process left on, its first context is lost. */
export const SOFTWARE_DRAWING = ['--disable-gpu', '--enable-unsafe-swiftshader'];

/** Arguments without which Electron does not start as root. */
export const rootArguments = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** Starts Xvfb on a free number; the caller stops it. */
export async function startVirtualDisplay(size = '1600x1000x24') {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    let text = '';
    server.stdio[3].on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { display: `:${number}`, stop: () => server.kill() };
}

/** A bus address that leads nowhere quietly: without one Chromium tries, fails and complains on every start. */
export const quietEnvironment = () =>
  fs.existsSync('/run/dbus/system_bus_socket') ? {} : { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
