import data from '../../resources/codes/use-groups.json' with { type: 'json' };

/** Prefix of a class to the group of uses it belongs to. */
const GROUPS: ReadonlyMap<string, string> = new Map(
  data.groups.flatMap(({ group, classes }) => classes.map((prefix): [string, string] => [prefix, group])),
);

/** The group of uses of a class in the conversion table, by its longest prefix; null for a class of none. */
export function useGroup(landClass: string): string | null {
  for (let length = landClass.length; length > 0; length--) {
    const group = GROUPS.get(landClass.slice(0, length));
    if (group !== undefined) return group;
  }
  return null;
}
