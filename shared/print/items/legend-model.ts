import type { Language } from '../../i18n/languages.ts';
import { text } from '../../i18n/text.ts';
import { styledClasses } from '../../map/styled-legend.ts';
import type { FillSymbol } from '../../map/symbol.ts';
import type { LayerStyle } from '../../model/layer-style.ts';
import { codeEntry, codeList } from '../../model/code-list.ts';
import { OTHER_KEY, PLAIN_KEY, UNKNOWN_KEY } from '../map/class-key.ts';
import { MARK_FIELD } from '../map/marks.ts';
import type { ClassTally, LayerTally } from '../tally.ts';

/** A line of the legend: one class of a layer, or a layer that is all of one look. */
export interface LegendEntry {
  readonly tally: LayerTally;
  readonly key: string;
  readonly label: string;
  readonly areaM2: number | null;
}

/** Entries under one heading; '' for those that need none. */
export interface LegendGroup {
  readonly heading: string;
  readonly entries: readonly LegendEntry[];
}

/** The list of codes behind the classes of a layer; undefined where classes are not codes. */
function domainOf({ layer, byMark }: LayerTally, paint: FillSymbol | undefined): string | undefined {
  const { schema, symbol } = layer;
  if (byMark && symbol.mark !== undefined) {
    const field = MARK_FIELD[symbol.mark];
    return schema.fields.find(({ name }) => name === field)?.domain;
  }
  if (paint?.kind !== 'by-code') return undefined;
  return schema.fields.find(({ name }) => name === paint.field)?.domain;
}

/** A code of the list that begins with a key: the zones' colours go by the first figure of the code. */
export const classEntry = (domain: string, key: string) =>
  codeEntry(domain, key) ?? codeList(domain)?.find(({ code, parent }) => code.startsWith(key) && !parent);

/** Name of a class in the legend. */
function classLabel(
  tally: LayerTally,
  style: LayerStyle | null,
  key: string,
  paint: FillSymbol | undefined,
  language: Language,
): string {
  const { schema } = tally.layer;
  if (key === PLAIN_KEY) return schema.name[language];
  if (key === UNKNOWN_KEY) return text(language, 'print.legend.unknown');
  const styled = paint?.kind === 'classes' || paint?.kind === 'steps';
  if (key === OTHER_KEY && styled) return text(language, 'print.legend.other');
  if (styled) return styledClasses(schema, style)[Number(key)]?.label?.[language] ?? key;
  const domain = domainOf(tally, paint);
  return domain === undefined ? key : (classEntry(domain, key)?.label[language] ?? key);
}

/** The order of classes: that of their list or style; what is left over comes last. */
function classOrder(tally: LayerTally, paint: FillSymbol | undefined): (key: string) => number {
  const domain = domainOf(tally, paint);
  const codes = domain === undefined ? [] : (codeList(domain) ?? []).map(({ code }) => code);
  return (key) => {
    if (key === OTHER_KEY) return Infinity;
    if (key === UNKNOWN_KEY) return Number.MAX_SAFE_INTEGER;
    const at = codes.findIndex((code) => code === key || code.startsWith(key));
    return at >= 0 ? at : Number(key);
  };
}

/** What the legend explains: the classes that are seen in the frame, and no other. From the topmost layer down. */
export function legendGroups(
  tallies: readonly LayerTally[],
  styles: ReadonlyMap<string, LayerStyle | null>,
  without: readonly string[],
  language: Language,
): readonly LegendGroup[] {
  const single: LegendEntry[] = [];
  const groups: LegendGroup[] = [];
  for (const tally of tallies.toReversed()) {
    const { schema, symbol } = tally.layer;
    if (without.includes(schema.id) || tally.classes.size === 0) continue;
    const paint = symbol.fill ?? symbol.dot?.paint ?? symbol.strokes[0]?.paint;
    const order = classOrder(tally, paint);
    const entries = [...tally.classes.values()]
      .sort((a: ClassTally, b: ClassTally) => order(a.key) - order(b.key) || (a.key < b.key ? -1 : 1))
      .map(({ key, areaM2 }): LegendEntry => {
        const label = classLabel(tally, styles.get(schema.id) ?? null, key, paint, language);
        return { tally, key, label, areaM2 };
      });
    if (entries.length === 1 && entries[0]!.key === PLAIN_KEY) single.push(entries[0]!);
    else groups.push({ heading: schema.name[language], entries });
  }
  return single.length === 0 ? groups : [{ heading: '', entries: single }, ...groups];
}
