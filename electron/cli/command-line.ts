import { fail, ok, type Result } from '../../shared/result.ts';

/** What a command of the line takes: positional words and options. */
export interface LineSpec {
  readonly positionals: readonly string[];
  /** Positional words that may be left out. */
  readonly optional?: readonly string[];
  /** What further words are, as many as one likes after the positional ones. */
  readonly more?: string;
  /** Options with a value, `--name value`. */
  readonly values?: readonly string[];
  /** Options that may be given several times. */
  readonly lists?: readonly string[];
  readonly flags?: readonly string[];
}

export interface Line {
  readonly positionals: readonly string[];
  value(name: string): string | undefined;
  list(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Reads the words of one command; an unknown or incomplete option is refused by name. */
export function parseLine(words: readonly string[], spec: LineSpec): Result<Line> {
  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const valued = [...(spec.values ?? []), ...(spec.lists ?? [])];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('--')) {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    if (spec.flags?.includes(name) && equals < 0) {
      flags.add(name);
    } else if (valued.includes(name)) {
      const value = equals < 0 ? words[(i += 1)] : word.slice(equals + 1);
      if (value === undefined) return fail('cli.no-value', { option: `--${name}` });
      if (spec.values?.includes(name) && values.has(name)) return fail('cli.twice', { option: `--${name}` });
      values.set(name, [...(values.get(name) ?? []), value]);
    } else {
      return fail('cli.unknown-option', { option: word });
    }
  }
  const most = spec.more === undefined ? spec.positionals.length + (spec.optional?.length ?? 0) : Infinity;
  if (positionals.length < spec.positionals.length || positionals.length > most) {
    const needed = spec.positionals.map((name) => `<${name}>`);
    const free = (spec.optional ?? []).map((name) => `[<${name}>]`);
    const more = spec.more === undefined ? [] : [`[<${spec.more}> ...]`];
    return fail('cli.words', { expected: [...needed, ...free, ...more].join(' ') });
  }
  return ok({
    positionals,
    value: (name) => values.get(name)?.[0],
    list: (name) => values.get(name) ?? [],
    flag: (name) => flags.has(name),
  });
}
