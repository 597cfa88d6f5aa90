import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PRODUCT_VERSION } from '../../../shared/version.ts';

it('the product says the version of its package', () => {
  const file = path.resolve(import.meta.dirname, '../../../package.json');
  const { version } = JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string };
  expect(PRODUCT_VERSION).toBe(version);
});
