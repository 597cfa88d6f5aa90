import { useMemo, useState } from 'react';
import type { Language } from '../../shared/i18n/languages.ts';
import { offered, rememberCode, useCodeUses } from '../state/code-uses.ts';
import { above, domainOf, domainRows, firstRow, type Domain, type DomainRow } from './domain-model.ts';

/** The open list of a domain: what is typed, which lines there are, on which the keys stand. */
export interface DomainList {
  readonly domain: Domain;
  readonly open: boolean;
  /** What is typed since the field was entered; null while the present value is shown. */
  readonly typed: string | null;
  readonly rows: readonly DomainRow[];
  readonly at: number;
  readonly show: () => void;
  readonly hide: () => void;
  readonly type: (text: string) => void;
  readonly forget: () => void;
  readonly stand: (at: number) => void;
  /** So many entries down or up, past the heads. */
  readonly step: (by: number) => void;
  /** Opens or closes the children of a line. */
  readonly unfold: (row: DomainRow, open: boolean) => void;
  readonly remember: (code: string) => void;
}

/** State of the list of a domain in a field with a value. */
export function useDomainList(id: string, language: Language, value: string | null): DomainList {
  const domain = domainOf(id, language);
  const uses = useCodeUses((state) => state.uses);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(-1);
  // A short list is read at a glance; what was chosen before would only double it.
  const recent = useMemo(() => (domain.nodes.length > 12 ? offered(uses, id) : []), [domain, uses, id]);
  const search = typed ?? '';
  const rows = useMemo(
    () => (open ? domainRows(domain, { search, opened, recent }) : []),
    [domain, open, search, opened, recent],
  );
  return {
    domain,
    open,
    typed,
    rows,
    at,
    show: () => {
      if (open) return;
      const wide = new Set(above(domain, value));
      setOpened(wide);
      setOpen(true);
      setAt(firstRow(domainRows(domain, { search, opened: wide, recent }), value, search !== ''));
    },
    hide: () => setOpen(false),
    type: (text) => {
      setTyped(text);
      setOpened(new Set());
      setOpen(true);
      const next = domainRows(domain, { search: text, opened: new Set(), recent });
      setAt(firstRow(next, value, text.trim() !== ''));
    },
    forget: () => setTyped(null),
    stand: setAt,
    step: (by) => {
      const sign = by < 0 ? -1 : 1;
      let [to, last] = [at, at];
      for (let left = Math.abs(by); left > 0; left -= 1) {
        to += sign;
        while (rows[to]?.kind === 'head') to += sign;
        if (rows[to] === undefined) break;
        last = to;
      }
      if (last >= 0) setAt(last);
    },
    unfold: (row, wanted) => {
      if (row.kind !== 'node' || row.open === null) return;
      const next = new Set(opened);
      if (wanted) next.add(row.node.code);
      else next.delete(row.node.code);
      setOpened(next);
    },
    remember: (code) => rememberCode(id, code),
  };
}
