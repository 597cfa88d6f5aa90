import { expect, test } from '@playwright/test';
import { launch } from './launch.ts';
import { mapOf } from './map-page.ts';

for (const service of ['lantu-store', 'lantu-query']) {
  test(`the window goes on when ${service} is killed`, async () => {
    const running = await launch({ words: ['--sample'] });
    const { app, page } = running;
    const map = mapOf(page);
    await map.idle();
    const grid = page.getByRole('grid', { name: '检查结果' });
    await expect(grid.getByText(/占用永久基本农田35\.61亩/)).toBeVisible({ timeout: 60_000 });
    const pid = await app.evaluate(
      ({ app: electron }, name) =>
        electron.getAppMetrics().find((one) => one.name === name || one.serviceName === name)?.pid,
      service,
    );
    expect(pid).toBeGreaterThan(0);
    process.kill(pid ?? 0, 'SIGKILL');
    await page.waitForTimeout(2000);
    await map.idle();
    // Both services answer again: the list by the readers, an edit of the view by the writer.
    await expect(grid.getByText(/占用永久基本农田35\.61亩/)).toBeVisible({ timeout: 60_000 });
    await map.zoomTo(11);
    await page.getByRole('button', { name: /立即检查/ }).click();
    await expect(grid.getByText(/占用永久基本农田35\.61亩/)).toBeVisible({ timeout: 60_000 });
    await app.close();
  });
}
