import path from 'node:path';
import { BrowserWindow, Menu } from 'electron';
import { PAGE_ORIGIN } from '../../shared/bridge/shell-methods.ts';
import { WEB_PREFERENCES } from './policy.ts';

export interface WindowOptions {
  readonly icon: string;
  readonly background: string;
  readonly size: readonly [number, number];
}

export function createWindow(options: WindowOptions): BrowserWindow {
  // The page draws its own commands; a native menu would bring a second set, with reload among them.
  Menu.setApplicationMenu(null);
  return new BrowserWindow({
    width: options.size[0],
    height: options.size[1],
    // A tablet in the field may be held upright.
    minWidth: 800,
    minHeight: 640,
    show: false,
    icon: options.icon,
    backgroundColor: options.background,
    title: '蓝图',
    webPreferences: {
      ...WEB_PREFERENCES,
      preload: path.join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
    },
  });
}

export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(`${PAGE_ORIGIN}/`);
