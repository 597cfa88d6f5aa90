import type { ExpressionSpecification } from 'maplibre-gl';
import { codeList } from '../../../shared/model/code-list.ts';
import { classColors, UNKNOWN_CLASS_COLOR } from '../../../shared/map/class-colors.ts';
import type { FillSymbol, LabelSymbol } from '../../../shared/map/symbol.ts';
import type { MapTheme } from '../../../shared/map/theme.ts';
import type { Language } from '../../../shared/i18n/languages.ts';

const code = (field: string): ExpressionSpecification => ['to-string', ['coalesce', ['get', field], '']];

const flag = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];

/** `value`, or 0 for a feature that is drawn elsewhere: hot above its tiles, or already in them. */
export const unlessHandedOver = (kind: 'cold' | 'hot', value: number): ExpressionSpecification => [
  'case',
  flag(kind === 'cold' ? 'hot' : 'done'),
  0,
  value,
];

/** As `unlessHandedOver`, with another value under the pointer. */
export const withHover = (kind: 'cold' | 'hot', value: number, hovered: number): ExpressionSpecification => [
  'case',
  flag(kind === 'cold' ? 'hot' : 'done'),
  0,
  flag('hover'),
  hovered,
  value,
];

/** Zooms between which strokes grow from half their width to the whole. */
const HALF_WIDTH_ZOOM = 8.5;
const FULL_WIDTH_ZOOM = 12.5;

/** A stroke's width: thinner where a whole county is on screen, wider by a pixel under the pointer. */
export function strokeWidth(width: number, hovers: boolean): ExpressionSpecification {
  const at = (share: number): ExpressionSpecification | number =>
    hovers ? ['case', flag('hover'), width * share + 1, width * share] : width * share;
  return ['interpolate', ['linear'], ['zoom'], HALF_WIDTH_ZOOM, at(0.5), FULL_WIDTH_ZOOM, at(1)];
}

/** A `match` over pairs; expressions cannot be typed pair by pair. */
const match = (
  input: ExpressionSpecification,
  pairs: readonly (readonly [string, string])[],
  fallback: ExpressionSpecification | string,
): ExpressionSpecification | string =>
  pairs.length === 0
    ? fallback
    : (['match', input, ...pairs.flat(), fallback] as unknown as ExpressionSpecification);

const NOTHING = 'rgba(0, 0, 0, 0)';

/** Colours of the values of a field. */
function classesColor(fill: Extract<FillSymbol, { kind: 'classes' }>): ExpressionSpecification | string {
  const pairs = new Map<string, string>();
  for (const { values, color } of fill.classes) {
    for (const value of values) if (!pairs.has(String(value))) pairs.set(String(value), color);
  }
  return match(code(fill.field), [...pairs], fill.other ?? NOTHING);
}

/** Colours of the classes of a number; nothing where there is none. */
function stepsColor(fill: Extract<FillSymbol, { kind: 'steps' }>): ExpressionSpecification {
  const number: ExpressionSpecification = ['to-number', ['get', fill.field], 0];
  const steps: (number | string)[] = [];
  let last = -Infinity;
  fill.colors.forEach((color, i) => {
    const from = fill.breaks[i]!;
    // Two classes with one border between them: the upper one has it.
    if (i > 0 && from > last) steps.push(from, color);
    else if (i > 0 && steps.length > 0) steps[steps.length - 1] = color;
    if (i > 0) last = from;
  });
  const colored = steps.length === 0 ? fill.colors[0]! : ['step', number, fill.colors[0]!, ...steps];
  return [
    'case',
    ['==', ['typeof', ['get', fill.field]], 'number'],
    colored,
    NOTHING,
  ] as unknown as ExpressionSpecification;
}

/** Colour of a fill by its code: the code itself, else the levels above it, else grey. */
export function fillColor(fill: FillSymbol, theme: MapTheme): ExpressionSpecification | string {
  if (fill.kind === 'plain') return fill.color[theme];
  if (fill.kind === 'classes') return classesColor(fill);
  if (fill.kind === 'steps') return stepsColor(fill);
  const value = code(fill.field);
  if (typeof fill.colors !== 'string') {
    const pairs = Object.entries(fill.colors).map(([key, color]) => [key, color[theme]] as const);
    return match(fill.prefix ? ['slice', value, 0, fill.prefix] : value, pairs, UNKNOWN_CLASS_COLOR);
  }
  const pairs = classColors(fill.colors);
  const ofLength = (length: number) => pairs.filter(([key]) => key.length === length);
  const first = match(['slice', value, 0, 2], ofLength(2), UNKNOWN_CLASS_COLOR);
  const second = match(['slice', value, 0, 4], ofLength(4), first);
  return match(value, pairs, second);
}

/** The area field in hectares with two decimals and no digit grouping. */
const hectares: ExpressionSpecification = [
  'let',
  'hundredths',
  ['round', ['/', ['to-number', ['get', 'area_m2'], 0], 100]],
  [
    'concat',
    ['to-string', ['floor', ['/', ['var', 'hundredths'], 100]]],
    '.',
    ['case', ['<', ['%', ['var', 'hundredths'], 100], 10], '0', ''],
    ['to-string', ['%', ['var', 'hundredths'], 100]],
  ],
];

/** A value as it is read: the name of a code, else itself. */
function named(
  field: string,
  domain: string | undefined,
  language: Language,
): ExpressionSpecification | string {
  const value = code(field);
  const entries = domain ? (codeList(domain) ?? []) : [];
  const names = [...new Map(entries.filter((one) => one.code).map((one) => [one.code, one.label[language]]))];
  return domain ? match(value, names, value) : value;
}

/** Text of a label: the field or the code's name, and below it the area where the symbol asks for it. */
export function labelText(
  label: LabelSymbol,
  language: Language,
  unit: string,
  ink: string,
): ExpressionSpecification {
  const main = named(label.field, label.domain, language);
  if (label.second !== undefined) {
    const second = named(label.second, label.secondDomain, language);
    return [
      'format',
      main,
      {},
      ['case', ['==', second, ''], '', ['concat', '\n', second]],
      { 'font-scale': 0.85 },
    ] as unknown as ExpressionSpecification;
  }
  if (!label.area) return ['format', main as ExpressionSpecification, {}];
  const area = ['case', ['has', 'area_m2'], ['concat', '\n', hectares, unit], ''];
  return [
    'format',
    main as ExpressionSpecification,
    {},
    area as unknown as ExpressionSpecification,
    { 'font-scale': 0.85, 'text-font': ['literal', ['Noto Sans SC']], 'text-color': ink },
  ] as unknown as ExpressionSpecification;
}
