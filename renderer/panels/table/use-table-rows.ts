import { useCallback, useEffect, useRef, useState } from 'react';
import type { TablePage } from '../../../shared/bridge/query-contract.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { useSession } from '../../state/session.ts';

export type TableRow = TablePage['rows'][number];
export const PAGE = 200;

export interface TableQuery {
  readonly layer: string;
  readonly fields: readonly string[];
  readonly sort: { readonly field: string; readonly descending: boolean } | null;
  readonly search: string;
}

export interface TableRows {
  /** Null until the first page is here. */
  readonly total: number | null;
  readonly failure: Failure | null;
  readonly row: (index: number) => TableRow | undefined;
  /** Says which rows are in sight; pages that are missing are asked for. */
  readonly see: (first: number, last: number) => void;
}

/** Rows of one layer, a page at a time; read again after each commit, old rows staying until the new ones come. */
export function useTableRows(query: TableQuery): TableRows {
  const rev = useSession((state) => state.readRev);
  const key = JSON.stringify(query);
  const pages = useRef(new Map<number, readonly TableRow[]>());
  const asked = useRef(new Set<number>());
  const turn = useRef(0);
  const seen = useRef<readonly [number, number]>([0, 0]);
  const [state, setState] = useState<{
    key: string;
    total: number | null;
    failure: Failure | null;
    drawn: number;
  }>({
    key,
    total: null,
    failure: null,
    drawn: 0,
  });

  const ask = useCallback(
    (page: number) => {
      const now = services();
      if (now === null || asked.current.has(page)) return;
      asked.current.add(page);
      const mine = turn.current;
      const { layer, fields, sort, search } = JSON.parse(key) as TableQuery;
      void now.query
        .table({ layer, fields: [...fields], sort, search, offset: page * PAGE, limit: PAGE })
        .then((answer) => {
          if (mine !== turn.current) return;
          if (answer.ok) pages.current.set(page, answer.value.rows);
          setState((before) => ({
            key,
            total: answer.ok ? answer.value.total : before.key === key ? before.total : null,
            failure: answer.ok ? null : answer.error,
            drawn: before.drawn + 1,
          }));
        });
    },
    [key],
  );

  const see = useCallback(
    (first: number, last: number) => {
      seen.current = [first, last];
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) ask(page);
    },
    [ask],
  );

  useEffect(() => {
    turn.current += 1;
    pages.current = new Map();
    asked.current = new Set();
    seen.current = [0, 0];
    ask(0);
  }, [key, ask]);

  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    // The same rows, read again: what is in sight stays until its answer comes.
    turn.current += 1;
    asked.current = new Set();
    const [from, to] = seen.current;
    for (const page of pages.current.keys()) {
      if (page < Math.floor(from / PAGE) || page > Math.floor(to / PAGE)) pages.current.delete(page);
    }
    see(from, to);
  }, [rev, see]);

  return {
    total: state.key === key ? state.total : null,
    failure: state.key === key ? state.failure : null,
    row: (index) => pages.current.get(Math.floor(index / PAGE))?.[index % PAGE],
    see,
  };
}
