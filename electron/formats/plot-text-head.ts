import type { Crs } from '../../shared/crs/catalogue.ts';
import { fail, ok, type Result } from '../../shared/result.ts';

/** Keys whose values follow from the system and the figures. */
function computedKeys(crs: Crs, decimals: number): Readonly<Record<string, string>> {
  const isPlane = crs.kind === 'gauss-kruger';
  return {
    坐标系: '2000国家大地坐标系',
    几度分带: isPlane ? String(crs.zoneWidth) : '',
    投影类型: isPlane ? '高斯克吕格' : '',
    计量单位: isPlane ? '米' : '度',
    带号: isPlane ? String(crs.zone) : '',
    精度: (10 ** -decimals).toFixed(decimals),
  };
}

const KEYS: readonly string[] = [
  '格式版本号',
  '数据产生单位',
  '数据产生日期',
  '坐标系',
  '几度分带',
  '投影类型',
  '计量单位',
  '带号',
  '精度',
  '转换参数',
];

/** What stands for keys nobody gave a value for; the date is not that of the clock: the same content gives the same bytes. */
const USUAL: Readonly<Record<string, string>> = { 格式版本号: '1.00版本', 转换参数: '0,0,0,0,0,0,0' };

/**
 * The head of a boundary-point file: the usual keys in their order, then the user's own. Failure `export.own` for a
 * given value that contradicts the system or the decimals of the export.
 */
export function plotHead(
  given: readonly (readonly [key: string, value: string])[],
  crs: Crs,
  decimals: number,
): Result<string[]> {
  const computed = computedKeys(crs, decimals);
  for (const [key, value] of given) {
    if (Object.hasOwn(computed, key) && computed[key] !== value)
      return fail('export.own', { option: `header.${key}`, value });
  }
  const chosen = new Map(given);
  const keys = [...KEYS, ...given.map(([key]) => key).filter((key) => !KEYS.includes(key))];
  return ok([
    '[属性描述]',
    ...keys.map((key) => `${key}=${computed[key] ?? chosen.get(key) ?? USUAL[key] ?? ''}`),
    '[地块坐标]',
  ]);
}
