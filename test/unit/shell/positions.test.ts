import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const { children } = vi.hoisted(() => ({ children: [] as EventEmitter[] }));
vi.mock('electron', () => ({
  utilityProcess: {
    fork: () => {
      const child = Object.assign(new EventEmitter(), { postMessage: () => {}, kill: () => true });
      children.push(child);
      return child;
    },
  },
  MessageChannelMain: class {
    port1 = {};
    port2 = {};
  },
}));

import { createPositions } from '../../../electron/main/positions.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';

const told: string[] = [];
let ports = 0;
function start() {
  told.length = 0;
  children.length = 0;
  ports = 0;
  const page = { isDestroyed: () => false, postMessage: () => (ports += 1) };
  const positions = createPositions({
    folder: '/nowhere',
    page: () => page as never,
    log: () => {},
    tell: ({ code }) => told.push(code),
  });
  positions.start();
  return positions;
}
const end = (): void => void children.at(-1)!.emit('exit', 11);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a process of positions that ends without being asked to', () => {
  it('is started three times more, then no more, and the page is told each time', () => {
    const positions = start();
    for (let n = 0; n < 4; n++) end();
    expect(children).toHaveLength(4);
    expect(ports).toBe(4);
    expect(told).toEqual([...Array(3).fill('position.restarted'), 'position.ended']);
    for (const code of told)
      for (const texts of [TEXTS['zh-CN'], TEXTS.en]) expect(`error.${code}` in texts).toBe(true);
    // Asked for by a person it begins anew.
    positions.start();
    end();
    expect(children).toHaveLength(6);
    expect(told.at(-1)).toBe('position.restarted');
  });

  it('is started again however often it ends, where it runs for some minutes between', () => {
    start();
    for (let n = 0; n < 8; n++) {
      vi.advanceTimersByTime(6 * 60_000);
      end();
    }
    expect(children).toHaveLength(9);
    expect(told).not.toContain('position.ended');
  });

  it('is left alone where the app ends', async () => {
    const positions = start();
    const stopping = positions.stop();
    await vi.advanceTimersByTimeAsync(3000);
    end();
    await stopping;
    expect(children).toHaveLength(1);
    expect(told).toEqual([]);
  });
});
