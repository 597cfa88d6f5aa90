/** Child of crash.test.ts: makes a package and says when it begins to write; is killed from outside. */
import { openPackages, requestFor } from '../../fixtures/package/small-county.ts';

const [blueprint = '', target = '', scratch = ''] = process.argv.slice(2);
const packages = await openPackages(blueprint, scratch);
for (;;) {
  process.stdout.write('begin\n');
  const made = await packages.make(requestFor(target, { formats: ['shapefile', 'geojson'] }), {
    signal: new AbortController().signal,
    progress: ({ stage }) => process.stdout.write(`${stage}\n`),
  });
  if (!made.ok) throw new Error(made.error.code);
  process.stdout.write('end\n');
}
