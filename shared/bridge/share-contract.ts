import { z } from 'zod';
import type { ShareAnswer, ShareTask } from '../check/crew.ts';
import { defineContract, method } from './contract.ts';
import { text } from './schemas.ts';

/** One worker of several that check a file together: it gathers a share and forgets it. */
export const shareContract = defineContract({
  name: 'check-share',
  methods: {
    gather: method<ShareAnswer>()(
      z.strictObject({
        path: text,
        /** From another thread of the same process: its form is the compiler's business. */
        task: z.custom<ShareTask>((value) => typeof value === 'object' && value !== null),
      }),
    ),
  },
  events: {},
});
