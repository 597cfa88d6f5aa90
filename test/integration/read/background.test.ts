import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { background } from '../../../electron/store/read/background.ts';

/** Items that need so many turns; the order in which they end is kept. */
function bench() {
  const ended: string[] = [];
  const bugs: unknown[] = [];
  const left = new Map<string, number>();
  const queue = background<string>(
    (item, late) => {
      if (item === 'broken') throw new Error('broken');
      while (!late()) {
        const turns = (left.get(item) ?? 1) - 1;
        left.set(item, turns);
        if (turns <= 0) {
          ended.push(item);
          return true;
        }
      }
      return false;
    },
    (error) => bugs.push(error),
  );
  const done = async (): Promise<void> => {
    for (let i = 0; i < 1000 && !queue.idle(); i++) await sleep(5);
  };
  return { queue, ended, bugs, left, done };
}

test('in order, but what somebody waits for before everything', async () => {
  const { queue, ended, done } = bench();
  for (const key of ['a', 'b', 'c']) queue.add(key, key);
  queue.hurry('c', 'c');
  queue.add('c', 'c');
  queue.hurry('new', 'new');
  await done();
  expect(ended).toEqual(['c', 'new', 'a', 'b']);
});

test('rest holds back what nobody waits for', async () => {
  const { queue, ended, done } = bench();
  queue.rest(150);
  queue.add('a', 'a');
  queue.hurry('b', 'b');
  await sleep(60);
  expect(ended).toEqual(['b']);
  await done();
  expect(ended).toEqual(['b', 'a']);
});

test('other work gets its turn while a long item runs, and one that throws is dropped', async () => {
  const { queue, ended, bugs, left, done } = bench();
  left.set('long', 1_000_000);
  queue.add('broken', 'broken');
  queue.add('long', 'long');
  let turns = 0;
  while (!queue.idle() && turns < 5) {
    await sleep(1);
    turns += 1;
  }
  expect(turns).toBe(5);
  await done();
  expect(ended).toEqual(['long']);
  expect(bugs).toHaveLength(1);
});

test('nothing runs after stop', async () => {
  const { queue, ended } = bench();
  queue.add('a', 'a');
  queue.stop();
  await sleep(30);
  expect(ended).toEqual([]);
});
