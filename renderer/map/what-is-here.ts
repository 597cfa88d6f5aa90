import type { IdentifyHit } from '../../shared/bridge/query-contract.ts';
import { pixelsToLatitudeDegrees } from '../../shared/map/scale.ts';
import type { LonLat } from '../../shared/map/sketch.ts';
import { styledSymbol } from '../../shared/map/styled-symbol.ts';
import { services } from '../bridge/client.ts';
import { layerOf } from '../state/layers.ts';
import { visibleLayers } from './tools/subjects.ts';

const REACH_PIXELS = 4;
/** Roles of the layers that cover the whole county in a few large areas. */
const SURROUNDINGS: ReadonlySet<string> = new Set(['county', 'township', 'main_function']);

/** Layers whose features are seen at the place itself, not only by their outline. */
const isSeenInside = (layer: string): boolean => {
  const state = layerOf(layer);
  if (state === undefined) return false;
  const symbol = styledSymbol(state);
  return (
    symbol.fill !== undefined ||
    symbol.mark !== undefined ||
    symbol.dot !== undefined ||
    (symbol.pattern?.band === undefined && symbol.pattern !== undefined)
  );
};

/**
 * What is seen at the place comes first, from the layer nearest to the eye down; then what only has an
 * outline around it, as the service orders it: the smallest first.
 */
function inStackOrder(hits: readonly IdentifyHit[], layers: readonly string[]): readonly IdentifyHit[] {
  const rank = new Map(layers.map((layer, i) => [layer, isSeenInside(layer) ? i : layers.length]));
  const order = (hit: IdentifyHit): number => rank.get(hit.ref.table) ?? layers.length;
  return hits.slice().sort((a, b) => order(a) - order(b));
}

/** Administrative areas lie under every click: they count where nothing else does. */
function withoutSurroundings(hits: readonly IdentifyHit[]): readonly IdentifyHit[] {
  const rest = hits.filter(({ ref }) => !SURROUNDINGS.has(layerOf(ref.table)?.schema.role ?? ''));
  return rest.length > 0 ? rest : hits;
}

/** The features of visible layers at a place, topmost first; null while the readers do not answer. */
export async function whatIsHere(at: LonLat, zoom: number): Promise<readonly IdentifyHit[] | null> {
  const layers = visibleLayers();
  const tolerance = pixelsToLatitudeDegrees(REACH_PIXELS, at[1], zoom);
  const answer = await services()?.query.identify({ at: [at[0], at[1]], tolerance, layers: [...layers] });
  return answer?.ok ? inStackOrder(withoutSurroundings(answer.value), layers) : null;
}
