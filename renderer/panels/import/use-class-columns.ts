import { useEffect } from 'react';
import { services } from '../../bridge/client.ts';
import { useLayers } from '../../state/layers.ts';
import { counted } from '../../../shared/import/class-columns.ts';
import { chosenDrafts } from './import-state.ts';
import { said, uncounted } from './layer-draft.ts';
import type { ImportModel } from './use-import.ts';

/** Counts the codes of every column that fills a field of planned use in a chosen layer, once a column, one by one. */
export function useClassColumns(model: ImportModel): void {
  const { state } = model;
  const layers = useLayers((all) => all.layers) ?? [];
  const [open] = chosenDrafts(state).flatMap((draft) => {
    const schema = layers.find(({ schema: one }) => one.id === draft.target)?.schema;
    const { name } = draft.source;
    return schema === undefined
      ? []
      : uncounted(draft, schema).map((field) => ({
          name,
          field,
          source: said(draft).mapping[field] ?? '',
          encoding: draft.encoding,
          target: draft.target,
        }));
  });
  const key = open === undefined ? '' : JSON.stringify(open);
  useEffect(() => {
    const client = services()?.query;
    const { file } = state;
    if (open === undefined || client === undefined || file === null) return undefined;
    const abort = new AbortController();
    const { name, field, source, encoding } = open;
    void client
      .importValues(
        { file: file.token, sourceLayer: name, encoding, field: source },
        { signal: abort.signal },
      )
      .then((answer) => {
        // A column that cannot be counted is imported as it stands; reading the layer will say what is wrong.
        if (!abort.signal.aborted)
          model.setClasses(name, field, counted(source, answer.ok ? answer.value.values : []));
      });
    return () => abort.abort();
    // The column is told by its key; everything else that is read here stands still with it.
  }, [key, state.file]); // oxlint-disable-line react-hooks/exhaustive-deps
}
