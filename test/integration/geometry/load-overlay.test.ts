import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';

const corner = (x: number): [number, number][] => [
  [110 + x, 30],
  [110.01 + x, 30],
  [110.01 + x, 30.01],
  [110 + x, 30.01],
];

describe('loading the overlay', () => {
  it('happens once a process', async () => {
    expect(loadOverlay()).toBe(loadOverlay());
    const overlay = await loadOverlay();
    const pieces = overlay.measure('intersection', packPolygon([corner(0)]), packPolygon([corner(0.005)]));
    expect(pieces).toHaveLength(1);
  });

  it('works in a worker thread and gives the same bytes there', async () => {
    const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
    const source = `
      import { parentPort } from 'node:worker_threads';
      import { loadOverlay } from ${url('../../../electron/geometry/load-overlay.ts')};
      import { packPolygon } from ${url('../../../shared/geometry/build-packed.ts')};
      const overlay = await loadOverlay();
      const [a, b] = ${JSON.stringify([[corner(0)], [corner(0.005)]])}.map((rings) => packPolygon(rings));
      parentPort.postMessage(overlay.measure('union', a, b));`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
    const answer = await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    await worker.terminate();
    const overlay = await loadOverlay();
    expect(answer).toEqual(overlay.measure('union', packPolygon([corner(0)]), packPolygon([corner(0.005)])));
  });
});
