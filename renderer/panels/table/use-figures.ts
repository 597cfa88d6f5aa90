import { useEffect, useState } from 'react';
import type { RowFigures } from '../../../shared/bridge/rows-contract.ts';
import { allRows, type RowFilter } from '../../../shared/bridge/rows-schemas.ts';
import { services } from '../../bridge/client.ts';
import { useSession } from '../../state/session.ts';

/**
 * Figures of the selected rows, or, where none is selected, of those the filter means; the last ones stay until new
 * ones come.
 */
export function useFigures(
  filter: RowFilter | null,
  selected: Float64Array | null,
  group: string | null,
  sums: readonly string[],
): RowFigures | null {
  const rev = useSession((state) => state.readRev);
  const [figures, setFigures] = useState<RowFigures | null>(null);
  const wanted = sums.join();
  useEffect(() => {
    if (filter === null) return;
    let current = true;
    const timer = setTimeout(() => {
      const of =
        selected !== null && selected.length > 0 ? { ...allRows(filter.layer), fids: selected } : filter;
      void services()
        ?.query.rowFigures({ filter: of, group, sums: wanted === '' ? [] : wanted.split(',') })
        .then((answer) => {
          if (current && answer.ok) setFigures(answer.value);
        });
    }, 60);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [filter, selected, group, wanted, rev]);
  return figures;
}
