import { z } from 'zod';
import type { GridBatch } from '../../../shared/import/grid-batch.ts';
import type { ReadingTask } from '../../../shared/import/reading-task.ts';
import { defineContract, method } from '../../../shared/bridge/contract.ts';

/** A thread that reads one layer of a file for an import: all vertices first where they are wanted, then its features. */
export const readingContract = defineContract({
  name: 'import-reader',
  methods: {
    open: method<null>()(
      z.strictObject({
        /** From another thread of the same process: its form is the compiler's business. */
        task: z.custom<ReadingTask>((value) => typeof value === 'object' && value !== null),
      }),
    ),
    /** `complete`: false when there are too many vertices to hold, and none are. */
    collect: method<{ readonly complete: boolean }>()(z.strictObject({})),
    /** The next features; calls are answered in their order. */
    next: method<GridBatch>()(z.strictObject({})),
  },
  events: {},
});
