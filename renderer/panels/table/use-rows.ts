import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RowPage } from '../../../shared/bridge/rows-contract.ts';
import type { RowFilter, RowSort } from '../../../shared/bridge/rows-schemas.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { useSession } from '../../state/session.ts';

export type TableRow = RowPage['rows'][number];
const PAGE = 100;

export interface Rows {
  /** The reader's number of this order; null until it is there. */
  readonly view: number | null;
  /** Null until it is known. */
  readonly total: number | null;
  readonly failure: Failure | null;
  readonly row: (index: number) => TableRow | undefined;
  /** Says which rows are in sight; pages that are missing are asked for. */
  readonly see: (first: number, last: number) => void;
}

interface Opened {
  readonly filter: RowFilter;
  readonly sort: RowSort;
  readonly view: number | null;
  readonly total: number | null;
  readonly failure: Failure | null;
}

/**
 * Rows of one layer: an order that the reader keeps, and of it the pages in sight. Opened anew after each commit, the
 * old rows staying until the new ones come.
 *
 * @param filter the same object as long as the same is meant; null while it is not known
 */
export function useRows(filter: RowFilter | null, sort: RowSort, fields: readonly string[]): Rows {
  const rev = useSession((state) => state.readRev);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [, draw] = useState(0);
  const pages = useRef(new Map<number, readonly TableRow[]>());
  const asked = useRef(new Set<number>());
  const seen = useRef<readonly [number, number]>([0, 0]);
  const turn = useRef(0);
  const columns = fields.join();

  const ask = useCallback(
    (view: number, page: number) => {
      const now = services();
      if (now === null || asked.current.has(page)) return;
      asked.current.add(page);
      const mine = turn.current;
      const names = columns === '' ? [] : columns.split(',');
      void now.query.rowPage({ view, fields: names, offset: page * PAGE, limit: PAGE }).then((answer) => {
        if (mine !== turn.current) return;
        if (answer.ok) pages.current.set(page, answer.value.rows);
        else asked.current.delete(page);
        draw((before) => before + 1);
      });
    },
    [columns],
  );

  const previous = useRef<{ filter: RowFilter | null; sort: RowSort } | null>(null);
  useEffect(() => {
    const now = services();
    if (now === null || filter === null) return;
    const mine = ++turn.current;
    const same = previous.current?.filter === filter && previous.current.sort === sort;
    previous.current = { filter, sort };
    void now.query.openRows({ filter, sort }).then((answer) => {
      if (mine !== turn.current) return;
      asked.current = new Set();
      const [from, to] = seen.current;
      // Of the same rows what is in sight stays until its answer comes.
      const kept = (page: number): boolean =>
        same && page >= Math.floor(from / PAGE) && page <= Math.floor(to / PAGE);
      pages.current = new Map([...pages.current].filter(([page]) => kept(page)));
      if (!answer.ok) {
        setOpened((before) => ({
          filter,
          sort,
          view: null,
          total: same ? (before?.total ?? null) : null,
          failure: answer.error,
        }));
        return;
      }
      const { view, total } = answer.value;
      setOpened({ filter, sort, view, total, failure: null });
      for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE) && page * PAGE < total; page++) {
        ask(view, page);
      }
    });
  }, [filter, sort, rev, ask]);

  const view = opened?.view ?? null;
  const see = useCallback(
    (first: number, last: number) => {
      seen.current = [first, last];
      if (view === null) return;
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) ask(view, page);
    },
    [ask, view],
  );
  const row = useCallback((index: number) => pages.current.get(Math.floor(index / PAGE))?.[index % PAGE], []);
  return useMemo(
    () => ({ view, total: opened?.total ?? null, failure: opened?.failure ?? null, row, see }),
    [view, opened, row, see],
  );
}
