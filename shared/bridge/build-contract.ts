import { z } from 'zod';
import { defineContract, method } from './contract.ts';
import { text } from './schemas.ts';

/** Builds the sample county into a new file; a process of its own, so that the window stays alive meanwhile. */
export const buildContract = defineContract({
  name: 'build',
  methods: {
    sample: method<{ readonly features: number }>()(z.strictObject({ path: text })),
  },
  events: {},
});
