import type { LayerSpecification } from 'maplibre-gl';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { MAP_THEMES } from '../../../shared/map/theme.ts';
import { planChanges, type StyleStep } from '../../../renderer/map/style/plan-changes.ts';
import { wholeStyle } from '../../../renderer/map/style/whole-style.ts';

const line = (id: string, color: string): LayerSpecification => ({
  id,
  type: 'line',
  source: 's',
  paint: { 'line-color': color },
});

/** What a map would hold after the steps; throws where a map would. */
function apply(from: readonly LayerSpecification[], steps: readonly StyleStep[]): LayerSpecification[] {
  const layers = from.map((layer) => structuredClone(layer));
  const at = (id: string): number => {
    const index = layers.findIndex((layer) => layer.id === id);
    if (index < 0) throw new Error(`no layer ${id}`);
    return index;
  };
  const put = (layer: LayerSpecification, before: string | undefined): void => {
    layers.splice(before === undefined ? layers.length : at(before), 0, layer);
  };
  for (const step of steps) {
    if (step.do === 'remove') layers.splice(at(step.id), 1);
    else if (step.do === 'add') put(structuredClone(step.layer), step.before);
    else if (step.do === 'move') {
      const [layer] = layers.splice(at(step.id), 1);
      put(layer!, step.before);
    } else {
      const layer = layers[at(step.id)] as unknown as Record<string, Record<string, unknown>>;
      const target = (layer[step.do] ??= {});
      if (step.value === undefined) delete target[step.name];
      else target[step.name] = step.value;
    }
  }
  return layers;
}

describe('planning changes of the style', () => {
  it('sets a colour in place', () => {
    expect(planChanges([line('a', '#111111')], [line('a', '#222222')])).toEqual([
      { do: 'paint', id: 'a', name: 'line-color', value: '#222222' },
    ]);
  });

  it('does nothing when nothing changed', () => {
    const style = [line('a', '#111111'), line('b', '#111111')];
    expect(planChanges(style, structuredClone(style))).toEqual([]);
  });

  it('arrives at the wanted style from any other', () => {
    const layers = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        color: fc.constantFrom('#111111', '#222222'),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(layers, layers, (from, to) => {
        const before = from.map(({ id, color }) => line(id, color));
        const after = to.map(({ id, color }) => line(id, color));
        expect(apply(before, planChanges(before, after))).toEqual(after);
      }),
    );
  });
});

const states: LayerState[] = BUILTIN_LAYERS.map((schema, order) => ({
  schema,
  count: 1,
  box: null,
  visible: true,
  locked: false,
  opacity: 1,
  order,
}));

describe('the whole style', () => {
  it.each(MAP_THEMES)(
    'draws every layer twice in the %s theme: from its tiles and hot above them',
    (theme) => {
      const style = wholeStyle(states, { theme, language: 'zh-CN' });
      const ids = style.map((layer) => layer.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { schema } of states) {
        if (schema.geometry === null) continue;
        const cold = style.filter((layer) => layer.id.startsWith(`cold:${schema.id}/`));
        const hot = style.filter((layer) => layer.id.startsWith(`hot:${schema.id}/`));
        expect(cold.length, schema.id).toBeGreaterThan(0);
        const plain = (list: readonly LayerSpecification[], kind: string): string[] =>
          list.map(({ id }) => id.slice(kind.length));
        expect(plain(hot, 'hot')).toEqual(plain(cold, 'cold'));
      }
    },
  );

  it('puts labels above all shapes, and marks above all labels', () => {
    const style = wholeStyle(states, { theme: 'light', language: 'en' });
    const ids = style.map((layer) => layer.id);
    const lastShape = Math.max(
      ...ids.map((id, i) => (/^(cold|hot):.*\/(fill|pattern|band|stroke\d)$/.test(id) ? i : -1)),
    );
    const firstLabel = ids.findIndex((id) => id.endsWith('/label'));
    expect(firstLabel).toBeGreaterThan(lastShape);
    expect(ids.indexOf('markers/icon')).toBeGreaterThan(ids.findLastIndex((id) => id.endsWith('/label')));
    expect(ids.indexOf('selection/line')).toBeGreaterThan(lastShape);
    expect(ids.indexOf('selection/line')).toBeLessThan(firstLabel);
  });

  it('changes visibility, opacity and order of a layer without making one anew', () => {
    const look = { theme: 'light', language: 'zh-CN' } as const;
    const changed = states.map((layer) =>
      layer.schema.id === 'land_use' ? { ...layer, visible: false, opacity: 0.5, order: 99 } : layer,
    );
    const steps = planChanges(wholeStyle(states, look), wholeStyle(changed, look));
    expect(new Set(steps.map((step) => step.do))).toEqual(new Set(['move', 'paint', 'layout']));
  });

  it('changes the theme without making a layer anew', () => {
    const steps = planChanges(
      wholeStyle(states, { theme: 'light', language: 'zh-CN' }),
      wholeStyle(states, { theme: 'dark', language: 'en' }),
    );
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.every((step) => step.do === 'paint' || step.do === 'layout')).toBe(true);
  });

  it('never names a source of the network', () => {
    const text = JSON.stringify(wholeStyle(states, { theme: 'light', language: 'zh-CN' }));
    expect(text).not.toMatch(/https?:/);
  });
});
