import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { NO_SKETCH, reduceSketch } from '../../../shared/map/sketch.ts';
import { keepSketch } from '../../../renderer/map/sketch-journal.ts';
import { useNotices } from '../../../renderer/state/notices.ts';
import { keepText } from '../../../renderer/state/text-keeper.ts';
import { useTool } from '../../../renderer/state/tool.ts';

beforeEach(() => {
  vi.useFakeTimers();
  useNotices.setState({ notices: [] });
});
afterEach(() => vi.useRealTimers());

/** A disk that can be full, and what was put on it in order. */
function disk() {
  const state = { full: false, put: [] as (string | null)[], tried: 0 };
  const put = async (text: string | null): Promise<Result<null>> => {
    await Promise.resolve();
    state.tried += 1;
    if (state.full) return fail('draft.not-kept', { cause: 'ENOSPC' });
    state.put.push(text);
    return ok(null);
  };
  return { state, put };
}
const troubles = (): number => useNotices.getState().notices.length;

describe('a text that is kept while it changes', () => {
  it('is written again after a failure, without being touched', async () => {
    const { state, put } = disk();
    const text = 'one';
    const keeper = keepText(null, () => text, put);
    state.full = true;
    keeper.soon();
    await vi.advanceTimersByTimeAsync(200);
    expect(state.tried).toBe(1);
    state.full = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.put).toEqual(['one']);
    expect(troubles()).toBe(0);
  });

  it('tells of a full disk once, however much is typed and however often it is tried', async () => {
    const { state, put } = disk();
    let text = '';
    const keeper = keepText(null, () => text, put);
    state.full = true;
    for (let i = 0; i < 600; i++) {
      text += 'x';
      keeper.soon();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(troubles()).toBe(1);
    expect(state.tried).toBeGreaterThan(5);
    expect(state.tried).toBeLessThan(30);
    state.full = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(state.put).toEqual([text]);
    state.full = true;
    text = 'y';
    keeper.soon();
    await vi.advanceTimersByTimeAsync(500);
    expect(troubles()).toBe(1);
    keeper.end();
  });

  it('is written at once at the end, and not any more after it', async () => {
    const { state, put } = disk();
    let text = 'one';
    const keeper = keepText('one', () => text, put);
    text = 'two';
    keeper.soon();
    keeper.end();
    text = 'of another blueprint';
    keeper.soon();
    await vi.advanceTimersByTimeAsync(5000);
    expect(state.put).toEqual(['two']);
  });
});

it('an unfinished shape is tried again too', async () => {
  const { state, put } = disk();
  const stop = keepSketch('/a.gpkg', {
    keptSketch: async () => ok(null),
    keepSketch: ({ sketch }) => put(sketch),
  });
  state.full = true;
  const drawn = [
    { type: 'begin', id: 's', layer: 'a', form: 'line', purpose: { kind: 'feature', of: [] } } as const,
    { type: 'add', point: [110, 30] } as const,
  ].reduce(reduceSketch, NO_SKETCH);
  useTool.setState({ sketch: drawn });
  await vi.advanceTimersByTimeAsync(1000);
  expect(state.put).toEqual([]);
  expect(troubles()).toBe(1);
  state.full = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(state.put).toHaveLength(1);
  expect(JSON.parse(state.put[0]!)).toMatchObject({ points: [[110, 30]] });
  stop();
});
