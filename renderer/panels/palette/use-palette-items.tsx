import { useEffect, useState, type ReactNode } from 'react';
import type { SearchHit } from '../../../shared/bridge/query-contract.ts';
import { services } from '../../bridge/client.ts';
import { COMMANDS } from '../../commands/catalogue.ts';
import { useShow } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCamera } from '../../state/camera.ts';
import { useLayers } from '../../state/layers.ts';
import { useSelection } from '../../state/selection.ts';
import { zoomToLayer } from '../../state/zoom.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { useRecentCommands, rememberCommand } from '../../state/recent-commands.ts';
import { fitOf } from './match.ts';
import { usePlaces } from './use-places.tsx';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly note?: string;
  readonly keys?: string;
  readonly reason?: string;
  readonly run: () => void;
}
export interface PaletteSection {
  readonly id: 'places' | 'features' | 'layers' | 'commands';
  readonly items: readonly PaletteItem[];
}

/** Typing rests this long before features are searched, ms. */
const REST_MS = 120;

/** Everything the palette offers for a text; features come from the readers a moment later. */
export function usePaletteItems(search: string): {
  readonly sections: readonly PaletteSection[];
  readonly searching: boolean;
} {
  const { t, name } = useText();
  const recent = useRecentCommands((state) => state.ids);
  const place = (id: string): number => {
    const at = recent.indexOf(id);
    return at < 0 ? recent.length : at;
  };
  const words = (id: string): string => {
    const said = t(`words.${id}`);
    return said === `words.${id}` ? '' : said;
  };
  const show = useShow();
  const layers = useLayers((state) => state.layers) ?? [];
  const { hits, searching } = useHits(search.trim());
  const commands = COMMANDS.filter(({ id }) => id !== 'help.palette')
    .flatMap((command) => {
      const { title, tip, keys, reason, run } = show(command);
      // By its own words, not by what it is about now: who looks for a feature must not find the step that undoes it.
      const fit = fitOf([title, words(command.id)], search);
      if (fit === null) return [];
      const Icon = command.icon;
      const item: PaletteItem = {
        id: command.id,
        label: tip,
        icon: <Icon className="i" />,
        run: () => {
          rememberCommand(command.id);
          run();
        },
        ...(keys === undefined ? {} : { keys }),
        ...(reason === undefined ? {} : { reason }),
      };
      return [{ item, fit }];
    })
    // Among those that fit alike, what was used lately comes first.
    .toSorted((a, b) => a.fit - b.fit || place(a.item.id) - place(b.item.id))
    .map(({ item }) => item);
  const layerItems = layers
    .filter(({ schema }) => schema.geometry !== null && fitOf([name(schema.name)], search) !== null)
    .map(({ schema, count }): PaletteItem => ({
      id: `layer-${schema.id}`,
      label: name(schema.name),
      icon: <LayerSwatch layer={schema.id} geometry={schema.geometry} />,
      note: String(count),
      run: () => {
        useLayers.getState().setActive(schema.id);
        zoomToLayer(schema.id);
      },
    }));
  const features = hits.map((hit): PaletteItem => {
    const schema = layers.find((layer) => layer.schema.id === hit.ref.table)?.schema;
    return {
      id: `feature-${hit.ref.table}-${hit.ref.uid}`,
      label: hit.title,
      icon: <LayerSwatch layer={hit.ref.table} geometry={schema?.geometry ?? null} />,
      note: schema ? name(schema.name) : hit.ref.table,
      run: () => {
        useSelection.getState().set([hit.ref]);
        if (hit.box) useCamera.getState().zoomTo(hit.box);
      },
    };
  });
  const places = usePlaces(search);
  const placed: PaletteSection = { id: 'places', items: places.items };
  const sections: readonly PaletteSection[] = [
    ...(places.likely ? [placed] : []),
    { id: 'features', items: features },
    { id: 'commands', items: commands },
    { id: 'layers', items: search.trim() === '' ? [] : layerItems },
    ...(places.likely ? [] : [placed]),
  ];
  return { sections: sections.filter(({ items }) => items.length > 0), searching };
}

function useHits(search: string): { readonly hits: readonly SearchHit[]; readonly searching: boolean } {
  const [state, setState] = useState<{ readonly of: string; readonly hits: readonly SearchHit[] }>({
    of: '',
    hits: [],
  });
  useEffect(() => {
    if (search === '') return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void services()
        ?.query.search({ text: search, limit: 20 }, { signal: abort.signal })
        .then((answer) => {
          if (!abort.signal.aborted) setState({ of: search, hits: answer.ok ? answer.value : [] });
        });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [search]);
  return search === ''
    ? { hits: [], searching: false }
    : { hits: state.hits, searching: state.of !== search };
}
