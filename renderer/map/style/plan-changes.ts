import type { LayerSpecification } from 'maplibre-gl';

/** One step from the style on screen to the wanted one. */
export type StyleStep =
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'add'; readonly layer: LayerSpecification; readonly before: string | undefined }
  | { readonly do: 'move'; readonly id: string; readonly before: string | undefined }
  | { readonly do: 'paint' | 'layout'; readonly id: string; readonly name: string; readonly value: unknown };

type Loose = Readonly<Record<string, unknown>> & {
  readonly paint?: Readonly<Record<string, unknown>>;
  readonly layout?: Readonly<Record<string, unknown>>;
};

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Everything but paint and layout decides whether a layer can be kept. */
const frame = (layer: LayerSpecification): string => {
  const { paint: _paint, layout: _layout, ...rest } = layer as unknown as Loose;
  return JSON.stringify(rest);
};

function* properties(kind: 'paint' | 'layout', from: Loose, to: Loose, id: string): Generator<StyleStep> {
  const before = from[kind] ?? {};
  const after = to[kind] ?? {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!same(before[name], after[name])) yield { do: kind, id, name, value: after[name] };
  }
}

/** The steps that turn the layers `from` into `to`: properties are set in place, so no tile is asked for again. */
export function planChanges(
  from: readonly LayerSpecification[],
  to: readonly LayerSpecification[],
): readonly StyleStep[] {
  const wanted = new Map(to.map((layer) => [layer.id, layer]));
  const steps: StyleStep[] = [];
  const kept: LayerSpecification[] = [];
  for (const layer of from) {
    const next = wanted.get(layer.id);
    if (next && frame(next) === frame(layer)) kept.push(layer);
    else steps.push({ do: 'remove', id: layer.id });
  }
  const keptIds = new Set(kept.map((layer) => layer.id));
  const keptOrder = to.filter((layer) => keptIds.has(layer.id)).map((layer) => layer.id);
  const moved = keptOrder.some((id, i) => id !== kept[i]?.id);
  // From the top down, so that `before` always names a layer that is in its place.
  for (let i = to.length - 1; i >= 0; i--) {
    const layer = to[i]!;
    const before = to[i + 1]?.id;
    if (!keptIds.has(layer.id)) steps.push({ do: 'add', layer, before });
    else if (moved) steps.push({ do: 'move', id: layer.id, before });
  }
  for (const layer of kept) {
    const next = wanted.get(layer.id) as unknown as Loose;
    steps.push(...properties('layout', layer as unknown as Loose, next, layer.id));
    steps.push(...properties('paint', layer as unknown as Loose, next, layer.id));
  }
  return steps;
}
