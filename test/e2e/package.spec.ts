import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { electronBinary } from '../../electron/build/electron-dist.mjs';
import { drawPark } from './draw-park.ts';
import { launch, mapIdle, ROOT, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

let running: Running;
let folder: string;
const at = (name: string): string => path.join(folder, name);

test.beforeAll(async () => {
  running = await launch({ words: ['--sample'] });
  await mapIdle(running.page);
  folder = fs.mkdtempSync(path.join(running.userData, 'out-'));
  const pair = generateKeyPairSync('ed25519');
  fs.writeFileSync(
    at('county.pem'),
    pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: '口令1' }),
  );
  fs.writeFileSync(at('规划文本.pdf'), 'the text of the plan');
  fs.writeFileSync(at('规划图.png'), 'a map of the plan');
});
test.afterAll(async () => {
  await running.app.close();
});

/** Answers the next file dialogs of the system, the one thing that a test cannot reach with the mouse. */
async function chooseInDialog(...files: readonly string[]): Promise<void> {
  await running.app.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: chosen });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen[0] ?? '' });
    },
    [...files],
  );
}

async function openFromMenu(entry: string, title: string | RegExp): Promise<Locator> {
  const { page } = running;
  await page.getByRole('menubar').getByRole('menuitem', { name: '文件' }).click();
  await page.getByRole('menu', { name: '文件' }).getByRole('menuitem', { name: entry }).click();
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Why a button cannot be used: read by pointing at it, from elsewhere. */
async function reasonOf(button: Locator, reason: string): Promise<void> {
  await running.page.mouse.move(400, 300, { steps: 2 });
  await button.hover();
  await expect(running.page.getByText(reason)).toBeVisible();
}

async function receive(file: string): Promise<Locator> {
  const dialog = await openFromMenu('核对/接收成果包…', /核对|成果包：/);
  await chooseInDialog(file);
  await dialog.getByRole('button', { name: '选择压缩包…' }).click();
  await expect(dialog.getByRole('button', { name: '下一步：比较' })).toBeVisible({ timeout: 120_000 });
  return dialog;
}

test('a package is made over the gate with a reason, signed, and verified by the command line', async () => {
  const { page } = running;
  const dialog = await openFromMenu('生成规划成果包…', '生成规划成果包');
  await expect(dialog.getByText('密级标识：公开')).toBeVisible();
  await expect(dialog.getByText('虚构示范数据')).toBeVisible();
  await running.picture('package-content-empty');
  await chooseInDialog(at('规划文本.pdf'), at('规划图.png'));
  await dialog.getByRole('button', { name: '添加文件' }).click();
  await dialog.getByRole('button', { name: /「规划图\.png」的目录/ }).click();
  await page.getByRole('option', { name: '2规划图件' }).click();
  await chooseInDialog(at('county.pem'));
  await dialog.getByRole('button', { name: '选择密钥…' }).click();
  await dialog.getByRole('textbox', { name: '密钥口令' }).fill('口令1');
  await dialog.getByRole('textbox', { name: '阶段' }).fill('报审稿');
  await running.picture('package-content');
  await dialog.getByRole('button', { name: '下一步：预检' }).click();
  await expect(dialog.getByText(/底线冲突\d+处未处理/)).toBeVisible({ timeout: 120_000 });
  await running.picture('package-survey');
  const run = dialog.getByRole('button', { name: '生成…' });
  await reasonOf(run, '请写明制作理由，或返回处理。');
  await dialog.getByRole('textbox', { name: '制作理由' }).fill('报审前内部试做，底线冲突正在协调');
  await dialog.getByRole('textbox', { name: '制作人' }).fill('王五');
  await chooseInDialog(at('plan.zip'));
  await run.click();
  await expect(dialog.getByText(/项逐一核对，全部一致/)).toBeVisible({ timeout: 240_000 });
  await running.picture('package-made');
  await dialog.getByRole('button', { name: '关闭' }).last().click();
  await expect(dialog).toHaveCount(0);
  const cli = spawnSync(
    electronBinary(),
    [path.join(ROOT, 'electron/cli/main.ts'), 'verify', at('plan.zip'), '--json'],
    { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  );
  expect(cli.status, cli.stderr).toBe(0);
  const verified = JSON.parse(cli.stdout) as {
    wrong: number;
    signature: { state: string };
    manifest: { files: { path: string; kind: string }[]; override: unknown; inspection: unknown };
  };
  expect(verified).toMatchObject({
    wrong: 0,
    signature: { state: 'valid' },
    manifest: { override: { reason: '报审前内部试做，底线冲突正在协调', by: '王五' } },
  });
  const paths = verified.manifest.files.map((file) => file.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      '1规划文本/规划文本（公开）.pdf',
      '2规划图件/规划图（公开）.png',
      '5附表/规划附表.xlsx',
      '7其他/质量检查报告.html',
      '7其他/质量检查报告.json',
    ]),
  );
});

test('it agrees with itself; its key is unknown until the user knows it; nothing of it is new here', async () => {
  const dialog = await receive(at('plan.zip'));
  await expect(dialog.getByText(/\d+项全部一致/)).toBeVisible();
  await expect(dialog.getByText('签名有效，但密钥未知。请向制作单位核实指纹。')).toBeVisible();
  await running.picture('package-verified');
  await dialog.getByRole('textbox', { name: '密钥属于' }).fill('澄川县自然资源局');
  await dialog.getByRole('button', { name: '记为已知密钥' }).click();
  await expect(dialog.getByText('由「澄川县自然资源局」签名，签名有效。')).toBeVisible();
  await dialog.getByRole('button', { name: '下一步：比较' }).click();
  // The heading of the step: its words stand in the foot while it is still being compared.
  await expect(dialog.getByRole('heading', { name: '与现有成果比较' })).toBeVisible({ timeout: 120_000 });
  await expect(dialog.getByRole('row', { name: /产业园区/ })).toBeVisible();
  await reasonOf(dialog.getByRole('button', { name: '接收0处变动' }), '没有可接收的变动。');
  await running.picture('package-same');
  await running.page.keyboard.press('Escape');
  await running.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('what is only here is told, and goes only when the user replaces; one step takes it back', async () => {
  const { page } = running;
  await drawPark(page, '新画园区');
  await mapOf(page).idle();
  const dialog = await receive(at('plan.zip'));
  await expect(dialog.getByText('由「澄川县自然资源局」签名，签名有效。')).toBeVisible();
  await dialog.getByRole('button', { name: '下一步：比较' }).click();
  const features = dialog.getByRole('region', { name: '有变动的要素' });
  await expect(features.getByText('新画园区')).toBeVisible({ timeout: 120_000 });
  await expect(features.getByText('保留')).toBeVisible();
  await running.picture('package-compare-merge');
  await dialog.getByRole('radio', { name: '替换' }).click();
  await expect(features.getByText('删除')).toBeVisible();
  await running.picture('package-compare-replace');
  await dialog.getByRole('button', { name: '接收1处变动' }).click();
  await expect(dialog).toHaveCount(0, { timeout: 120_000 });
  await expect(page.getByText(/已接收「plan\.zip」：新增0、修改0、删除1/)).toBeVisible();
  await running.picture('package-taken');
  await mapOf(page).locator.click({ position: { x: 30, y: 30 } });
  await page.keyboard.press('Control+z');
  const again = await receive(at('plan.zip'));
  await again.getByRole('button', { name: '下一步：比较' }).click();
  await expect(again.getByText('新画园区')).toBeVisible({ timeout: 120_000 });
  await page.keyboard.press('Escape');
  await expect(again).toHaveCount(0);
});

test('a changed package is told by what was changed, and is not taken; another file is refused', async () => {
  const { page } = running;
  const bytes = fs.readFileSync(at('plan.zip'));
  const inside = bytes.indexOf('the text of the plan');
  expect(inside).toBeGreaterThan(0);
  // The content and its check sum: only the manifest knows better.
  bytes.write('THE', inside);
  fs.writeFileSync(at('changed.zip'), bytes);
  const dialog = await receive(at('changed.zip'));
  await expect(dialog.getByText(/\d+项不符/)).toBeVisible();
  await dialog.getByRole('button', { name: '只看不符' }).click();
  await expect(dialog.getByText('1规划文本/规划文本（公开）.pdf')).toBeVisible();
  await reasonOf(dialog.getByRole('button', { name: '下一步：比较' }), '成果包核对不符，不能接收。');
  await running.picture('package-wrong');
  await dialog.getByRole('button', { name: '上一步' }).click();
  await chooseInDialog(at('规划图.png'));
  await dialog.getByRole('button', { name: '选择压缩包…' }).click();
  await expect(dialog.getByRole('alert')).toContainText('不是规划成果包');
  await running.picture('package-refused');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('defects of a class that blocks stand beside open conflicts, and a word is no reason', async () => {
  const { page } = running;
  await page.getByRole('button', { name: '规则集', exact: true }).click();
  const rules = page.getByRole('dialog', { name: /^规则集/ });
  await rules.getByRole('tab', { name: '质检' }).click();
  const gate = rules.getByRole('group', { name: '出包门槛：不得留有' });
  await gate.getByRole('button', { name: 'B 类' }).click();
  await rules.getByRole('button', { name: '保存规则集' }).click();
  await expect(page.getByText(/已保存规则集/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rules).toHaveCount(0);
  const dialog = await openFromMenu('生成规划成果包…', '生成规划成果包');
  await dialog.getByRole('button', { name: '下一步：预检' }).click();
  const defects = dialog.getByRole('list', { name: /质检门槛缺陷\d+处/ });
  await expect(defects).toBeVisible({ timeout: 120_000 });
  await expect(defects.getByText(/^B 类\d+处$/).first()).toBeVisible();
  await expect(dialog.getByRole('list', { name: /底线冲突\d+处未处理/ })).toBeVisible();
  await dialog.getByRole('textbox', { name: '制作理由' }).fill('试做');
  await reasonOf(dialog.getByRole('button', { name: '生成…' }), '制作理由至少4个字。');
  await running.picture('package-survey-defects');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('in the dark', async () => {
  const { page } = running;
  await page.getByRole('button', { name: /深色/ }).click();
  let dialog = await receive(at('plan.zip'));
  await running.picture('package-verified-dark');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  dialog = await openFromMenu('生成规划成果包…', '生成规划成果包');
  await dialog.getByRole('button', { name: '下一步：预检' }).click();
  await expect(dialog.getByText(/底线冲突\d+处未处理/)).toBeVisible({ timeout: 120_000 });
  await running.picture('package-survey-dark');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(running.complaints).toEqual([]);
});
