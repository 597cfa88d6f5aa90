import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Every source file below `folder`, as paths relative to the root with forward slashes. */
export function sourceFiles(folder: string, endings = ['.ts', '.tsx']): string[] {
  const found: string[] = [];
  const walk = (dir: string): void => {
    for (const entry of fs.readdirSync(path.join(ROOT, dir), { withFileTypes: true })) {
      const file = `${dir}/${entry.name}`;
      if (entry.isDirectory()) walk(file);
      else if (endings.some((ending) => entry.name.endsWith(ending)) && !entry.name.endsWith('.d.ts'))
        found.push(file);
    }
  };
  walk(folder);
  return found.toSorted();
}

export const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');

/** What a file imports: paths within the project resolved to the root, packages by name. */
export function importsOf(file: string): { target: string; own: boolean }[] {
  const pattern = /(?:from\s+|import\s+|import\()\s*['"]([^'"]+)['"]/g;
  return [...read(file).matchAll(pattern)].map((match) => {
    const name = match[1] ?? '';
    return name.startsWith('.')
      ? { target: path.posix.normalize(path.posix.join(path.posix.dirname(file), name)), own: true }
      : { target: name, own: false };
  });
}
