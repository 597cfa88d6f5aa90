/** Keys of the head of a boundary-point file that people fill: words of the format, the same in every language. */
export const HEAD_KEYS = { unit: '数据产生单位', date: '数据产生日期' } as const;
