import path from 'node:path';
import { isFieldPackage } from './field-packages.ts';

/** What the command line of the app can ask for. */
export interface Arguments {
  /** Blueprint to open, absolute. */
  readonly file: string | null;
  /** Package for the field to be unpacked, absolute. */
  readonly fieldPackage: string | null;
  /** Open the sample county at once. */
  readonly sample: boolean;
  /** Write a picture of the window here and end. */
  readonly screenshot: string | null;
  readonly size: readonly [number, number];
}

const valueOf = (argv: readonly string[], name: string): string | null => {
  const at = argv.findIndex((word) => word === name || word.startsWith(`${name}=`));
  if (at < 0) return null;
  const word = argv[at] ?? '';
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : (argv[at + 1] ?? null);
};

export function parseArguments(argv: readonly string[], cwd: string): Arguments {
  const screenshot = valueOf(argv, '--screenshot');
  const size = /^(\d{3,5})x(\d{3,5})$/.exec(valueOf(argv, '--window-size') ?? '');
  const file = argv.find((word) => word.endsWith('.gpkg') && !word.startsWith('-'));
  const fieldPackage = argv.find((word) => isFieldPackage(word) && !word.startsWith('-'));
  return {
    fieldPackage: fieldPackage === undefined ? null : path.resolve(cwd, fieldPackage),
    file: file === undefined ? null : path.resolve(cwd, file),
    sample: argv.includes('--sample') || (screenshot !== null && file === undefined),
    screenshot: screenshot === null ? null : path.resolve(cwd, screenshot),
    size: size ? [Number(size[1]), Number(size[2])] : [1440, 900],
  };
}
