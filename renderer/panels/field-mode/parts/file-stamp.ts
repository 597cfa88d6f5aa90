const two = (value: number): string => String(value).padStart(2, '0');

/** `20261130-093105`, for names of files. */
export const fileStamp = (time: Date): string =>
  `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}-` +
  `${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
