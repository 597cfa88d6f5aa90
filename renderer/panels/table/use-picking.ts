import { useEffect, useRef } from 'react';
import { services } from '../../bridge/client.ts';
import { useSelection } from '../../state/selection.ts';
import type { PickModifiers } from '../../ui/virtual-table.tsx';
import type { Rows } from './use-rows.ts';

/** Picks rows: one, one more, or all from the last to this one, which the reader names however many they are. */
export function usePicking(layer: string, rows: Rows): (index: number, modifiers: PickModifiers) => void {
  const anchor = useRef(-1);
  return (index, { toggle, range }) => {
    const selection = useSelection.getState();
    if (range && anchor.current >= 0 && rows.view !== null) {
      const [from, to] = anchor.current < index ? [anchor.current, index] : [index, anchor.current];
      void services()
        ?.query.rowRefs({ view: rows.view, offset: from, limit: to - from + 1 })
        .then((refs) => {
          if (refs.ok) useSelection.getState().take([refs.value], toggle ? 'add' : 'set');
        });
      return;
    }
    const row = rows.row(index);
    if (row === undefined) return;
    const ref = { table: layer, uid: row.uid };
    if (toggle) selection.toggle(ref);
    else selection.set([ref]);
    anchor.current = index;
  };
}

/** Brings a feature that was selected elsewhere, on the map say, into sight. */
export function useFollowedRow(layer: string, rows: Rows, show: (row: number) => void): void {
  const refs = useSelection((state) => state.refs);
  const only = refs.length === 1 && refs[0]!.table === layer ? refs[0]!.uid : null;
  const last = useRef<string | null>(null);
  const { view } = rows;
  useEffect(() => {
    if (only === null || view === null || last.current === only) return;
    last.current = only;
    void rowOf(layer, view, only).then((row) => {
      if (row >= 0) show(row);
    });
    // Asked once for each selection.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [only, view, layer]);
}

async function rowOf(layer: string, view: number, uid: string): Promise<number> {
  const now = services();
  const fids = await now?.query.rowFids({ layer, uids: uid });
  const fid = fids?.ok ? (fids.value[0] ?? -1) : -1;
  if (now === null || fid < 0) return -1;
  const row = await now.query.rowIndex({ view, fid });
  return row.ok ? row.value : -1;
}
