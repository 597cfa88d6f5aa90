/** The file that stands for a file geodatabase when one is picked: any of those in its folder. */
const GDB_PART = /^a[0-9a-f]{8}\.gdbtabl[ex]$/i;

/** What a source is called: a file within a geodatabase stands for its folder. Paths of any system. */
export function sourceName(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== '');
  const name = parts.at(-1) ?? path;
  const folder = parts.at(-2);
  return GDB_PART.test(name) && folder !== undefined ? folder : name;
}
