import { create } from 'zustand';

/** How often a code of a list was chosen, and when last (a running number). */
export interface CodeUse {
  readonly code: string;
  readonly times: number;
  readonly last: number;
}
export type CodeUses = Readonly<Record<string, readonly CodeUse[]>>;

const KEY = 'lantu.code-uses';
/** Codes remembered of one list; more are forgotten, the longest unused first. */
const KEPT = 40;
const RECENT = 3;
const SHOWN = 6;

/** What was kept, read with suspicion: whatever does not fit is left out. */
export function readUses(kept: string | null): CodeUses {
  let raw: unknown;
  try {
    raw = JSON.parse(kept ?? '{}');
  } catch {
    return {};
  }
  if (typeof raw !== 'object' || raw === null) return {};
  const isUse = (one: unknown): one is CodeUse => {
    const { code, times, last } = (one ?? {}) as Partial<CodeUse>;
    return typeof code === 'string' && Number.isSafeInteger(times) && Number.isSafeInteger(last);
  };
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([domain]) => domain !== '__proto__')
      .map(([domain, uses]) => [domain, Array.isArray(uses) ? uses.filter(isUse).slice(0, KEPT) : []]),
  );
}

/** The uses after one more choice. */
export function withUse(uses: CodeUses, domain: string, code: string): CodeUses {
  const own = uses[domain] ?? [];
  const last = own.reduce((most, use) => Math.max(most, use.last), 0) + 1;
  const times = (own.find((use) => use.code === code)?.times ?? 0) + 1;
  const rest = own.filter((use) => use.code !== code);
  const next = [{ code, times, last }, ...rest].sort((a, b) => b.last - a.last).slice(0, KEPT);
  return { ...uses, [domain]: next };
}

/** What is offered first: the last few choices, then those made most often. */
export function offered(uses: CodeUses, domain: string): readonly string[] {
  const own = [...(uses[domain] ?? [])].sort((a, b) => b.last - a.last);
  const often = own.slice(RECENT).sort((a, b) => b.times - a.times || b.last - a.last);
  return [...own.slice(0, RECENT), ...often].slice(0, SHOWN).map(({ code }) => code);
}

const stored = (): string | null => (typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY));

/** Choices from code lists, remembered on this computer. */
export const useCodeUses = create<{ readonly uses: CodeUses }>()(() => ({ uses: readUses(stored()) }));

export function rememberCode(domain: string, code: string): void {
  useCodeUses.setState((state) => ({ uses: withUse(state.uses, domain, code) }));
  if (typeof localStorage !== 'undefined') {
    localStorage.setItem(KEY, JSON.stringify(useCodeUses.getState().uses));
  }
}
