import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Folds a row until it fits its width: `data-tight` on it is the number of steps taken (0 to `most`), for its
 * styles to go by. Judged by what the row holds, since words are longer in one language than in the other.
 */
export function useFit(most: number): RefObject<HTMLDivElement | null> {
  const row = useRef<HTMLDivElement>(null);
  // After each drawing, as what stands in the row may have changed.
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return;
    const fit = (): void => {
      for (let steps = 0; steps <= most; steps += 1) {
        element.dataset.tight = String(steps);
        if (element.scrollWidth <= element.clientWidth) return;
      }
    };
    fit();
    const resized = new ResizeObserver(fit);
    resized.observe(element);
    return () => resized.disconnect();
  });
  return row;
}
