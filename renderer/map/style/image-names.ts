import type { ExpressionSpecification } from 'maplibre-gl';
import { codeList } from '../../../shared/model/code-list.ts';
import type { MarkSymbol, PatternSymbol } from '../../../shared/map/symbol.ts';
import type { MapTheme } from '../../../shared/map/theme.ts';
import type { Severity } from '../../../shared/rules/rule.ts';

/** Names of the images that images.ts makes. */
export const patternImage = (layer: string, theme: MapTheme): string => `pattern:${layer}@${theme}`;
export const styledPatternImage = ({ kind, color, pitch }: PatternSymbol, theme: MapTheme): string =>
  `pattern:${kind}:${color[theme]}:${pitch}`;
export const townImage = (level: string, theme: MapTheme): string => `town:${level}@${theme}`;
export const facilityImage = (kind: string, theme: MapTheme): string => `facility:${kind}@${theme}`;
export const observationImage = (theme: MapTheme): string => `observation@${theme}`;
export const markerImage = (severity: Severity, theme: MapTheme): string => `marker:${severity}@${theme}`;
export const badgeImage = (theme: MapTheme): string => `badge@${theme}`;

export const TOWN_LEVELS: readonly string[] = (codeList('town_level') ?? []).map((entry) => entry.code);
export const FACILITY_KINDS: readonly string[] = (codeList('facility_kind') ?? []).map((entry) => entry.code);

const byCode = (
  field: string,
  codes: readonly string[],
  name: (code: string) => string,
): ExpressionSpecification =>
  [
    'match',
    ['get', field],
    ...codes.flatMap((code) => [code, name(code)]),
    name(codes[0] ?? ''),
  ] as unknown as ExpressionSpecification;

/** The image of a mark, chosen by the feature's own code. */
export function markImage(mark: MarkSymbol, theme: MapTheme): ExpressionSpecification | string {
  if (mark === 'town-rank')
    return byCode('town_level', [...TOWN_LEVELS].reverse(), (code) => townImage(code, theme));
  if (mark === 'facility')
    return byCode('facility_kind', FACILITY_KINDS, (code) => facilityImage(code, theme));
  return observationImage(theme);
}
