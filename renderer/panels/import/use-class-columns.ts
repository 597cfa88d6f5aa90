import { useEffect } from 'react';
import { services } from '../../bridge/client.ts';
import { layerOf } from '../../state/layers.ts';
import { classFields, counted } from './class-model.ts';
import type { ImportModel } from './use-import.ts';

/** Counts the codes of every column that fills a field of planned use, once a column. */
export function useClassColumns(model: ImportModel): void {
  const { layer, mapping, file, sourceLayer, encoding, classes } = model.state;
  const schema = layer === null ? undefined : layerOf(layer)?.schema;
  const open =
    schema === undefined
      ? []
      : classFields(schema, mapping).filter(({ name }) => classes[name]?.source !== mapping[name]);
  const key = open.map(({ name }) => `${name} ${mapping[name]}`).join();
  useEffect(() => {
    const client = services()?.query;
    if (open.length === 0 || client === undefined || file === null || sourceLayer === null) return undefined;
    const abort = new AbortController();
    for (const { name } of open) {
      const source = mapping[name] ?? '';
      void client
        .importValues({ file: file.token, sourceLayer, encoding, field: source }, { signal: abort.signal })
        .then((answer) => {
          if (answer.ok && !abort.signal.aborted)
            model.setClasses(name, counted(source, answer.value.values));
        });
    }
    return () => abort.abort();
    // The columns are told by their names; everything else that is read here stands still with them.
  }, [key, file, sourceLayer, encoding]); // oxlint-disable-line react-hooks/exhaustive-deps
}
