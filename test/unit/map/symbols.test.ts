import { describe, expect, it } from 'vitest';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { codeList } from '../../../shared/model/code-list.ts';
import { classColor, classColors, UNKNOWN_CLASS_COLOR } from '../../../shared/map/class-colors.ts';
import { landUseLegend, LEGEND_LAYERS } from '../../../shared/map/legend.ts';
import { LAYER_SYMBOLS, layerSymbol } from '../../../shared/map/symbols.ts';
import { MAP_COLORS, MAP_THEMES, type ThemedColor } from '../../../shared/map/theme.ts';
import { tileFields } from '../../../shared/map/tile-fields.ts';

const drawn = BUILTIN_LAYERS.filter((layer) => layer.geometry !== null);

/** Relative luminance (WCAG 2.1). */
function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe('the symbol table', () => {
  it('has its own symbol for every built-in layer with a geometry, and no others', () => {
    expect(Object.keys(LAYER_SYMBOLS).sort()).toEqual(drawn.map((layer) => layer.id).sort());
  });

  it.each(drawn.map((layer) => [layer.id, layer] as const))(
    '%s shows something in both themes',
    (id, layer) => {
      const symbol = layerSymbol(id, layer.geometry);
      expect(symbol.strokes.length + (symbol.mark ? 1 : 0) + (symbol.fill ? 1 : 0)).toBeGreaterThan(0);
      const colors: ThemedColor[] = symbol.strokes.map((stroke) => stroke.color);
      if (symbol.pattern) colors.push(symbol.pattern.color);
      if (symbol.label && typeof symbol.label.color !== 'string') colors.push(symbol.label.color);
      for (const color of colors)
        for (const theme of MAP_THEMES) expect(color[theme]).toMatch(/^#[0-9a-f]{6}$/);
    },
  );

  it.each(drawn.map((layer) => [layer.id, layer] as const))(
    '%s finds the fields it draws by in its tiles',
    (id, layer) => {
      const { fill, label, mark } = layerSymbol(id, layer.geometry);
      const schema = new Set(layer.fields.map((field) => field.name));
      for (const name of tileFields(id)) expect(schema).toContain(name);
      const needed = [
        ...(fill?.kind === 'by-code' ? [fill.field] : []),
        ...(label ? [label.field, ...(label.area ? ['area_m2'] : [])] : []),
        ...(mark === 'town-rank' ? ['town_level'] : mark === 'facility' ? ['facility_kind'] : []),
      ];
      for (const name of needed) expect(tileFields(id)).toContain(name);
    },
  );

  it('draws the control lines as the table of symbols says', () => {
    const { ecological_redline: redline, basic_farmland: farmland, urban_boundary: boundary } = LAYER_SYMBOLS;
    expect(redline?.strokes.at(-1)).toMatchObject({ color: { light: '#d0101c' }, width: 2 });
    expect(redline?.pattern).toMatchObject({ kind: 'falling-hatch', band: 7, pitch: 5 });
    expect(farmland?.strokes.at(-1)).toMatchObject({ color: { light: '#6a6a1a' }, width: 1.25 });
    expect(farmland?.pattern).toMatchObject({ kind: 'rising-hatch', pitch: 7 });
    expect(boundary?.strokes.map((stroke) => [stroke.color.light, stroke.width])).toEqual([
      ['#b28aa9', 5],
      ['#7b2767', 1.75],
    ]);
    // An overlap of the two hatches stays legible because they lean opposite ways.
    expect(redline?.pattern?.kind).not.toBe(farmland?.pattern?.kind);
  });

  it('keeps strokes apart from the ground in both themes', () => {
    for (const [id, symbol] of Object.entries(LAYER_SYMBOLS)) {
      const stroke = symbol.strokes.at(-1);
      if (!stroke || stroke.width < 1) continue;
      for (const theme of MAP_THEMES) {
        expect(contrast(stroke.color[theme], MAP_COLORS[theme].ground), `${id} ${theme}`).toBeGreaterThan(3);
      }
    }
  });

  it('keeps labels readable on their halo', () => {
    for (const [id, { label }] of Object.entries(LAYER_SYMBOLS)) {
      if (!label) continue;
      for (const theme of MAP_THEMES) {
        const colors = MAP_COLORS[theme];
        const color =
          label.color === 'ink'
            ? colors.ink
            : label.color === 'ink-second'
              ? colors.inkSecond
              : label.color[theme];
        expect(contrast(color, colors.halo), `${id} ${theme}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('draws a layer of a user by its geometry', () => {
    expect(layerSymbol('my_points', 'POINT').mark).toBeDefined();
    expect(layerSymbol('my_lines', 'LINESTRING').fill).toBeUndefined();
    expect(layerSymbol('my_areas', 'MULTIPOLYGON').fill).toBeDefined();
  });
});

describe('class colours', () => {
  it('are those of the standard', () => {
    expect(classColor('land_use_class', '01')).toBe('#f5f8dc');
    expect(classColor('land_use_class', '0703')).toBe('#ffd380');
    expect(classColor('land_use_class', '0801')).toBe('#ff00ff');
  });

  it('fall back to the level above, and to grey for what no list knows', () => {
    expect(classColor('land_use_class', '010199')).toBe('#f5f8dc');
    expect(classColor('land_use_class', 'ZZ')).toBe(UNKNOWN_CLASS_COLOR);
  });

  it('exist for every class of planned land use', () => {
    const colored = new Set(classColors('land_use_class').map(([code]) => code));
    for (const entry of codeList('land_use_class') ?? []) {
      const known = [...Array(entry.code.length).keys()].some((i) => colored.has(entry.code.slice(0, i + 1)));
      expect(known, entry.code).toBe(true);
    }
  });

  it('and symbols that the legend names exist', () => {
    for (const id of LEGEND_LAYERS) expect(LAYER_SYMBOLS[id], id).toBeDefined();
    const legend = landUseLegend();
    expect(legend.length).toBeGreaterThan(15);
    for (const { color, label } of legend) {
      expect(color).toMatch(/^#/);
      expect(label['zh-CN'].length).toBeGreaterThan(0);
    }
  });
});
