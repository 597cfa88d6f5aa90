import lists from '../../resources/codes/code-lists.json' with { type: 'json' };
import landUse from '../../resources/codes/land-use-classes.json' with { type: 'json' };
import zones from '../../resources/codes/planning-zones.json' with { type: 'json' };
import survey from '../../resources/codes/survey-classes.json' with { type: 'json' };
import type { BilingualText } from './layer.ts';

export interface CodeEntry {
  readonly code: string;
  readonly label: BilingualText;
  readonly parent?: string | null;
  readonly color?: string | null;
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
}));
const surveyClasses: readonly CodeEntry[] = survey.map((entry) => ({
  code: entry.code,
  label: { 'zh-CN': entry.name['zh-CN'], en: entry.name.en || entry.name['zh-CN'] },
  color: entry.color,
}));

/** The entries of a domain named in a field, in display order; undefined when there is no such list. */
export function codeList(domain: string): readonly CodeEntry[] | undefined {
  if (domain === 'land_use_class') return landUseClasses;
  if (domain === 'planning_zone') return planningZones;
  if (domain === 'survey_class') return surveyClasses;
  return named[domain];
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
