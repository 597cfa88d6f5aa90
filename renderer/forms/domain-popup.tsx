import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { codeListFacts } from '../../shared/model/code-list.ts';
import { partsOf } from '../../shared/search/match-text.ts';
import { useText } from '../i18n/use-text.ts';
import type { DomainRow } from './domain-model.ts';
import type { DomainList } from './use-domain-list.ts';
import './domain-tree.css';

const ROW = 26;
const MOST_ROWS = 12;
const LEAST_WIDTH = 320;
const EDGE = 8;

/** The open list under its field (over it where there is no room below): lines, then what the list is. */
export function DomainPopup({
  id,
  label,
  domain,
  list,
  value,
  anchor,
  onTake,
}: {
  readonly id: string;
  readonly label: string;
  readonly domain: string;
  readonly list: DomainList;
  readonly value: string | null;
  readonly anchor: HTMLElement;
  readonly onTake: (row: DomainRow) => void;
}) {
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, at } = list;
  const height = ROW * Math.min(MOST_ROWS, Math.max(1, rows.length));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    initialRect: { width: LEAST_WIDTH, height },
    overscan: 6,
  });
  useEffect(() => {
    if (at >= 0 && at < rows.length) virtual.scrollToIndex(at, { align: 'auto' });
    // Only where the keys stand, and on which lines.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [at, rows]);
  const place = usePlaced(anchor, height);
  const { nested } = list.domain;
  const found = rows.filter((row) => row.kind === 'node' && row.match !== null && list.typed !== null).length;
  return createPortal(
    <div
      className="domain-pop"
      style={place}
      // The focus stays in the field, so that typing goes on.
      onPointerDown={(event) => event.preventDefault()}
    >
      <div
        ref={scroller}
        id={`${id}-list`}
        role={nested ? 'tree' : 'listbox'}
        aria-label={label}
        className="domain-list"
        style={{ height }}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const style = { transform: `translateY(${item.start}px)`, height: ROW };
            return row.kind === 'head' ? (
              <div key={row.id} className="domain-head" style={style}>
                {t(`forms.domain.${row.id}`)}
              </div>
            ) : (
              <Line
                key={row.id}
                id={`${id}-${row.id}`}
                row={row}
                nested={nested}
                current={item.index === at}
                chosen={row.node.code === value}
                style={style}
                onMove={() => list.stand(item.index)}
                onTake={() => onTake(row)}
                onUnfold={() => list.unfold(row, row.open === false)}
              />
            );
          })}
        </div>
        {rows.length === 0 ? <div className="domain-none">{t('ui.no-match')}</div> : null}
      </div>
      <div className="domain-foot">
        <Facts domain={domain} />
        <span className="grow" />
        <span>
          {list.typed === null || list.typed.trim() === ''
            ? t('forms.domain.count', { n: list.domain.nodes.length })
            : t('forms.domain.found', { n: found, all: list.domain.nodes.length })}
        </span>
      </div>
    </div>,
    // Within a dialog it belongs to the dialog: all outside of that is out of reach.
    anchor.closest('[role="dialog"]') ?? document.body,
  );
}

/** Name of the list, edition, and whether that is certain. */
function Facts({ domain }: { readonly domain: string }) {
  const { t } = useText();
  const { edition, verified } = codeListFacts(domain);
  return (
    <>
      {edition === null ? null : <span>{t('forms.domain.land-use', { edition })}</span>}
      {verified === null || verified === 'yes' ? null : (
        <span className="tag warn">{t(`verified.${verified}`)}</span>
      )}
    </>
  );
}

function Line({
  id,
  row,
  nested,
  current,
  chosen,
  style,
  onMove,
  onTake,
  onUnfold,
}: {
  readonly id: string;
  readonly row: DomainRow & { readonly kind: 'node' };
  readonly nested: boolean;
  readonly current: boolean;
  readonly chosen: boolean;
  readonly style: { readonly transform: string; readonly height: number };
  readonly onMove: () => void;
  readonly onTake: () => void;
  readonly onUnfold: () => void;
}) {
  const { t } = useText();
  const { node, match, open } = row;
  const typed = match?.code ?? 0;
  const Arrow = open ? ChevronDown : ChevronRight;
  return (
    <div
      id={id}
      role={nested ? 'treeitem' : 'option'}
      aria-selected={chosen}
      aria-label={[node.shownCode, node.label].filter(Boolean).join(' ')}
      {...(nested ? { 'aria-level': row.indent + 1 } : {})}
      {...(open === null ? {} : { 'aria-expanded': open })}
      {...(node.note === null ? {} : { title: node.note })}
      className={`domain-row${current ? ' cur' : ''}${chosen ? ' chosen' : ''}`}
      style={{ ...style, paddingLeft: 8 + 16 * row.indent }}
      onPointerMove={onMove}
      onClick={onTake}
    >
      {nested ? (
        <span
          className="domain-twist"
          aria-hidden
          onClick={(event) => {
            if (open === null) return;
            event.stopPropagation();
            onUnfold();
          }}
        >
          {open === null ? null : <Arrow className="i" />}
        </span>
      ) : null}
      {node.swatch === null ? null : <span className="swatch" style={{ background: node.swatch }} />}
      <span className="el grow">
        {partsOf(node.label, match?.label ?? null).map((part, index) =>
          part.hit ? <b key={index}>{part.text}</b> : <span key={index}>{part.text}</span>,
        )}
      </span>
      {node.unsure ? <span className="tag warn">{t('verified.no')}</span> : null}
      {node.shownCode === null ? null : (
        <span className="domain-code">
          <b>{node.shownCode.slice(0, typed)}</b>
          {node.shownCode.slice(typed)}
        </span>
      )}
    </div>
  );
}

/** Below the field, or above it; as wide as the field and wide enough for long names. */
function usePlaced(anchor: HTMLElement, height: number): { left: number; top: number; width: number } {
  const measure = (): { left: number; top: number; width: number } => {
    const { left, top, bottom, width } = anchor.getBoundingClientRect();
    const wide = Math.max(width, LEAST_WIDTH);
    const high = height + 40;
    const below = bottom + 2 + high <= window.innerHeight - EDGE;
    return {
      left: Math.max(EDGE, Math.min(left, window.innerWidth - EDGE - wide)),
      top: below ? bottom + 2 : Math.max(EDGE, top - 2 - high),
      width: wide,
    };
  };
  const [place, setPlace] = useState(measure);
  useLayoutEffect(() => {
    const again = (): void => setPlace(measure());
    again();
    window.addEventListener('resize', again);
    window.addEventListener('scroll', again, true);
    return () => {
      window.removeEventListener('resize', again);
      window.removeEventListener('scroll', again, true);
    };
    // Measured anew when the height changes, and when anything moves.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [anchor, height]);
  return place;
}
