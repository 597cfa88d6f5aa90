import { Layers2 } from 'lucide-react';
import { CommandMenu } from '../../commands/command-menu.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useContextPlace } from '../../state/context-place.ts';
import { useLayers } from '../../state/layers.ts';
import { useSelection } from '../../state/selection.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import type { MenuSection } from '../../ui/menu-list.tsx';
import { useMapMenu } from '../map-menu.ts';

const close = (): void => {
  useMapMenu.setState({ open: null });
  useContextPlace.setState({ at: null, hits: [] });
};

/** What can be done with the features under the pointer, then with the place. */
export function MapContextMenu() {
  const open = useMapMenu((state) => state.open);
  return open === null ? null : <Opened key={`${open.x} ${open.y}`} open={open} />;
}

function Opened({ open }: { readonly open: NonNullable<ReturnType<typeof useMapMenu.getState>['open']> }) {
  const { t } = useText();
  const stacked = useStacked();
  return (
    <CommandMenu
      label={t('catalogue.map-menu')}
      at={open}
      kinds={
        open.about === 'feature' ? ['feature', 'map'] : open.about === 'map' ? ['map', 'ground'] : ['sketch']
      }
      first={stacked}
      onClose={close}
    />
  );
}

/** The features at the place, to choose from; named with their layers, topmost first. */
function useStacked(): readonly MenuSection[] {
  const { t, name } = useText();
  const hits = useContextPlace((state) => state.hits);
  const layers = useLayers((state) => state.layers);
  if (hits.length === 0) return [];
  const entries = hits.map(({ ref, title }) => {
    const schema = layers?.find((layer) => layer.schema.id === ref.table)?.schema;
    const layer = schema ? name(schema.name) : ref.table;
    return {
      id: `here ${ref.table} ${ref.uid}`,
      label: title === '' ? layer : title,
      note: layer,
      icon: <LayerSwatch layer={ref.table} geometry={schema?.geometry ?? null} />,
      about: t('catalogue.select-this'),
      run: () => useSelection.getState().set([ref]),
    };
  });
  return [
    [
      {
        id: 'here',
        label: t('catalogue.what-is-here', { n: hits.length }),
        icon: <Layers2 className="i" aria-hidden />,
        about: t('catalogue.about-what-is-here'),
        children: [entries],
      },
    ],
  ];
}
