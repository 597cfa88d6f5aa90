import lists from '../../resources/codes/code-lists.json' with { type: 'json' };
import landUse from '../../resources/codes/land-use-classes.json' with { type: 'json' };
import zones from '../../resources/codes/planning-zones.json' with { type: 'json' };
import survey from '../../resources/codes/survey-classes.json' with { type: 'json' };
import type { BilingualText, Verified } from './layer.ts';

export interface CodeEntry {
  readonly code: string;
  readonly label: BilingualText;
  readonly parent?: string | null;
  readonly color?: string | null;
  /** How sure the data are of this entry, where they say so for entries one by one. */
  readonly verified?: Verified;
  readonly note?: string;
}

const named = lists as unknown as Record<string, readonly CodeEntry[]>;

const landUseClasses: readonly CodeEntry[] = landUse.classes.map((entry) => ({
  code: entry.code,
  label: entry.name,
  parent: entry.parent,
  color: entry.color,
}));
const planningZones: readonly CodeEntry[] = zones.map((entry) => ({
  code: entry.code,
  label: entry.name,
  parent: entry.parent,
  ...(entry.note === '' ? {} : { note: entry.note }),
}));
const surveyClasses: readonly CodeEntry[] = survey.map((entry) => ({
  code: entry.code,
  label: { 'zh-CN': entry.name['zh-CN'], en: entry.name.en || entry.name['zh-CN'] },
  color: entry.color,
  ...(entry.note === '' ? {} : { note: entry.note }),
}));

/** The entries of a domain named in a field, in display order; undefined when there is no such list. */
export function codeList(domain: string): readonly CodeEntry[] | undefined {
  if (domain === 'land_use_class') return landUseClasses;
  if (domain === 'planning_zone') return planningZones;
  if (domain === 'survey_class') return surveyClasses;
  return named[domain];
}

/** What is known of a list as a whole. */
export interface CodeListFacts {
  /** Year of the edition of the standard, e.g. `2023`. */
  readonly edition: string | null;
  /** The least that the data are sure of; null where they do not say. */
  readonly verified: Verified | null;
}

const ORDER: readonly Verified[] = ['no', 'practice', 'yes'];

/** Edition and certainty of a list. */
export function codeListFacts(domain: string): CodeListFacts {
  if (domain === 'land_use_class') {
    return { edition: landUse.edition, verified: landUse.verified as Verified };
  }
  const marks = new Set((named[domain] ?? []).map(({ verified }) => verified));
  return { edition: null, verified: ORDER.find((mark) => marks.has(mark)) ?? null };
}

const indexes = new Map<string, ReadonlyMap<string, CodeEntry>>();

/** One entry of a domain by its code. */
export function codeEntry(domain: string, code: string): CodeEntry | undefined {
  let index = indexes.get(domain);
  if (index === undefined) {
    index = new Map((codeList(domain) ?? []).map((entry) => [entry.code, entry]));
    indexes.set(domain, index);
  }
  return index.get(code);
}
