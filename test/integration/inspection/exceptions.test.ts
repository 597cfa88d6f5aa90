import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices } from '../../../electron/hosts/in-process.ts';
import { gateOf } from '../../../shared/inspection/gate.ts';
import { must } from '../../../shared/result.ts';
import { spoil } from '../../fixtures/inspection/spoiled.ts';
import { polygon, rectangle, writeSmallCounty } from '../../fixtures/inspection/small-county.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';

/* What people have set aside in the check is set aside in the inspection, by the services that the app runs. */

let folder: string;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lantu-inspect-aside-'));
  const clean = path.join(folder, 'clean.gpkg');
  await writeSmallCounty(clean);
  file = spoil(clean, path.join(folder, 'two.gpkg'), (s) => {
    s.reshape(
      'major_project',
      1,
      packFlat('polygon', [
        [[110.018, 30.004, 110.02, 30.006, 110.02, 30.004, 110.018, 30.006, 110.018, 30.004]],
      ]),
    );
    s.add('functional_zone', 3, 9, { identifier: null }, polygon(rectangle(110.01, 30.008, 110.011, 30.009)));
    // As a file that was edited by this product: nothing waits to be adopted.
    s.db.exec('DELETE FROM lantu_outside');
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a defect that was set aside', () => {
  it('takes no points, does not block, and is listed with who said so', async () => {
    const services = startLocalServices({ author: '张三', backupDir: folder });
    try {
      must(await services.storeControl.open({ path: file, readOnly: false }));
      must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder }));
      const before = must(await services.query.inspect({}));
      expect(before.checks.filter(({ found }) => found > 0).map(({ check }) => check)).toEqual(['T2', 'T3']);
      expect(gateOf(before).blocking.map(({ check, count }) => [check, count])).toEqual([['T2', 1]]);

      const checked = must(await services.query.check({}));
      const crossing = checked.findings.find(({ rule }) => rule === 'self-intersection')!;
      must(
        await services.store.execute({
          command: 'mark-exception',
          params: {
            targets: [
              {
                rule: crossing.rule,
                subject: crossing.subject,
                counterpartLayer: crossing.counterpartLayer,
                piece: null,
                shape: crossing.pieces[0]!.geometry,
                areaM2: crossing.areaM2,
                severity: crossing.severity,
              },
            ],
            reason: 'existing',
            note: '原始测量如此',
            number: null,
            expires: null,
          },
        }),
      );

      const after = must(await services.query.inspect({}));
      const aside = after.defects.filter(({ exception }) => exception !== null);
      expect(aside.map(({ check, exception }) => [check, exception?.author, exception?.note])).toEqual([
        ['T2', '张三', '原始测量如此'],
      ]);
      expect(after.checks.find(({ check }) => check === 'T2')).toMatchObject({ found: 0, excepted: 1 });
      expect(after.total.counts.A).toBe(0);
      expect(after.total.excepted).toBe(1);
      expect(gateOf(after).open).toBe(true);
      expect(after.rev).toBeGreaterThan(before.rev);
    } finally {
      await services.stop();
    }
  });

  it('can be cancelled while it runs', async () => {
    const services = startLocalServices({ backupDir: folder });
    try {
      must(await services.storeControl.open({ path: file, readOnly: false }));
      must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder }));
      const stop = new AbortController();
      const asked = services.query.inspect({}, { signal: stop.signal });
      stop.abort();
      const answer = await asked;
      expect(answer.ok ? 'done' : answer.error.code).toBe('cancelled');
    } finally {
      await services.stop();
    }
  });
});
