import { useEffect, useMemo, useState } from 'react';
import { allRows, type RowFilter } from '../../../shared/bridge/rows-schemas.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { selectedFids } from '../../state/selected-fids.ts';
import { useSelection } from '../../state/selection.ts';
import { tableViewOf, useTableView } from '../../state/table-view.ts';
import { useView } from '../../state/view.ts';
import { readFilter, type FilterText } from './filter-text.ts';

/** How long typing rests before it is taken. */
const REST_MS = 200;

/** A value once it has rested. */
export function useRested<T>(value: T, ms = REST_MS): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** Fids of what is selected in a layer, following the selection while they are wanted; null while they are not known. */
export function useSelectedFids(layer: string, wanted: boolean): Float64Array | null {
  const refs = useSelection((state) => state.refs);
  const [told, setTold] = useState<{ readonly layer: string; readonly fids: Float64Array } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    void selectedFids(layer).then((found) => {
      if (current) setTold({ layer, fids: found });
    });
    return () => {
      current = false;
    };
  }, [layer, refs, wanted]);
  return wanted && told?.layer === layer ? told.fids : null;
}

/** The filter of a layer's table, and what was made of the text. While that is wrong the last right one stays. */
export function useFilter(schema: LayerSchema): {
  readonly filter: RowFilter | null;
  readonly read: FilterText;
} {
  const { text, inView, onlySelected } = useTableView((state) => tableViewOf(state, schema.id));
  const rested = useRested(text);
  const read = useMemo(() => readFilter(schema, rested), [schema, rested]);
  const [taken, setTaken] = useState<FilterText>({ kind: 'none' });
  if (read.kind !== 'wrong' && read !== taken) setTaken(read);
  const box = useRested(useView((state) => (inView ? state.box : null)));
  const fids = useSelectedFids(schema.id, onlySelected);
  const words = taken.kind === 'words' ? taken.words : '';
  const source = taken.kind === 'condition' ? taken.source : '';
  const waiting = onlySelected && fids === null;
  const filter = useMemo(
    () =>
      waiting
        ? null
        : {
            ...allRows(schema.id),
            search: words,
            expression: source,
            box: inView ? box : null,
            fids: onlySelected ? fids : null,
          },
    [schema.id, words, source, box, fids, inView, onlySelected, waiting],
  );
  return { filter, read };
}
