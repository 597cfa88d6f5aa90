import { defineConfig } from '@playwright/test';

/** The day itself, started by `offline-day.spec.ts` where no network is. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.day.ts',
  outputDir: '../../../test-results/offline-day',
  timeout: 300_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: 0,
  reporter: 'list',
});
