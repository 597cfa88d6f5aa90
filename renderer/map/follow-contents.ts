import type { LayerState } from '../../shared/bridge/store-contract.ts';
import { tileFields } from '../../shared/map/tile-fields.ts';
import { onServices } from '../bridge/client.ts';
import { useLayers } from '../state/layers.ts';
import { useSession } from '../state/session.ts';
import type { ChangeFollower } from './follow-changes.ts';

/** Records of the layers, with their fields and styles. */
const CATALOGUE = 'lantu_layer';

/** What the tiles of a layer depend on beside its features. */
const tileContents = ({ schema, style }: LayerState): string =>
  [...tileFields(schema.id, style), ...(style?.labels?.fields ?? ['-']), ...fieldsOf(schema)].join(' ');

const fieldsOf = ({ fields }: LayerState['schema']): string[] =>
  fields.map(({ name, domain }) => `${name}:${domain ?? ''}`);

/**
 * Asks for the tiles of layers that are drawn by other fields than before. A style is shown before it is in the
 * file, and the tiles have its fields only after that: so they are asked for once more with the commit that has it.
 */
export function followContents(follower: ChangeFollower): () => void {
  const early = new Set<string>();
  let stopCommits = (): void => {};
  const stopServices = onServices(({ query }) => {
    stopCommits();
    stopCommits = query.on('committed', ({ touched, rev }) => {
      if (!touched.some(({ layer }) => layer === CATALOGUE)) return;
      for (const layer of early) void follower.retile(layer, rev);
      early.clear();
    });
  });
  const stopLayers = useLayers.subscribe(({ layers }, before) => {
    if (layers === before.layers) return;
    const contents = new Map((before.layers ?? []).map((layer) => [layer.schema.id, tileContents(layer)]));
    const { file, readRev } = useSession.getState();
    for (const layer of layers ?? []) {
      const { id } = layer.schema;
      const known = contents.get(id);
      if (known === undefined || known === tileContents(layer)) continue;
      early.add(id);
      void follower.retile(id, Math.max(file?.rev ?? 0, readRev));
    }
  });
  return () => {
    stopCommits();
    stopServices();
    stopLayers();
  };
}
