import type { Page } from '@playwright/test';
import { median, p95, worst } from './statistics.ts';

/** Times between frames while something was done, and from an input to the frame that followed it; in ms. */
export interface Frames {
  readonly between: readonly number[];
  readonly answers: readonly number[];
}

/**
 * Records the frames of a page while something is done in it. An input's answer is measured from the moment it came in
 * to the next frame the page could draw, rounded to 8 ms by the browser; inputs answered within 16 ms are not told
 * apart by it and count as 16.
 */
export async function recordFrames(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const seen = { between: [] as number[], answers: [] as number[], last: performance.now(), on: true };
    const frame = (now: number): void => {
      seen.between.push(now - seen.last);
      seen.last = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.answers.push(entry.duration);
    });
    watch.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { frames: seen, framesWatch: watch });
  });
  await work();
  return page.evaluate(() => {
    const { frames, framesWatch } = window as unknown as {
      frames: { between: number[]; answers: number[]; on: boolean };
      framesWatch: PerformanceObserver;
    };
    frames.on = false;
    framesWatch.disconnect();
    // The first is from the start of the recording, not from a frame.
    return { between: frames.between.slice(1), answers: frames.answers };
  });
}

export const joined = (all: readonly Frames[]): Frames => ({
  between: all.flatMap(({ between }) => between),
  answers: all.flatMap(({ answers }) => answers),
});

/** Median, p95 and longest of the frames, and p95 of the answers. */
export const figuresOf = ({ between, answers }: Frames): (number | null)[] => [
  median(between),
  p95(between),
  worst(between),
  answers.length === 0 ? null : p95(answers),
];
