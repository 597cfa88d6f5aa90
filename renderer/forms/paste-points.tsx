import { useMemo, useState, type ReactNode } from 'react';
import { parsePoints, type ParsedTable } from '../../shared/crs/point-table.ts';
import type { CoordinateContext } from '../../shared/crs/readings.ts';
import { useText } from '../i18n/use-text.ts';
import { zoneText } from '../i18n/zone-text.ts';
import { Button } from '../ui/button.tsx';
import { SeverityShape } from '../ui/severity.tsx';
import { TextField } from '../ui/text-field.tsx';
import './forms-coordinates.css';

/** Lines with errors that are named; the others are counted. */
const NAMED = 3;

/** A pasted table of boundary points, what it was understood as, and the button that uses it. */
export function PastePoints({
  context,
  initial,
  use,
  summary,
  refuse,
  onUse,
  onCancel,
}: {
  readonly context: CoordinateContext;
  readonly initial: string;
  /** Words of the button. */
  readonly use: (table: ParsedTable) => string;
  /** What would come of it. */
  readonly summary: (table: ParsedTable) => ReactNode;
  /** Why it cannot be used, else undefined. */
  readonly refuse: (table: ParsedTable) => string | undefined;
  readonly onUse: (table: ParsedTable) => void;
  readonly onCancel: () => void;
}) {
  const { t, failure, language } = useText();
  const [text, setText] = useState(initial);
  const read = useMemo(() => (text.trim() === '' ? null : parsePoints(text, context)), [text, context]);
  const table = read?.ok ? read.value : null;
  const reason = table === null ? t('coords.paste-first') : refuse(table);
  return (
    <div className="paste-points" role="group" aria-label={t('coords.paste')}>
      <TextField
        label={t('coords.paste')}
        value={text}
        onChange={setText}
        onEscape={onCancel}
        multiline
        autoFocus
        placeholder={t('coords.paste-hint')}
      />
      <div className="read">
        {read !== null && !read.ok ? (
          <p className="bad">
            <SeverityShape kind="error" /> {failure(read.error)}
          </p>
        ) : null}
        {table === null ? null : (
          <>
            <p>
              <b>{t('coords.paste-count', { n: table.count, rings: table.rings.length })}</b>
              {' · '}
              {zoneText(table.crs, language)} · {t(`coords.order.${table.order}`)}
              {table.rings.every(({ closed }) => closed) ? ` · ${t('coords.closed')}` : ''}
            </p>
            {table.swapped ? (
              <p className="warn">
                <SeverityShape kind="warning" /> {t('coords.table-swapped')}
              </p>
            ) : null}
            {table.outside !== null && table.outside > 0 ? (
              <p className="warn">
                <SeverityShape kind="warning" /> {t('coords.outside-n', { n: table.outside })}
              </p>
            ) : null}
            {table.errors.slice(0, NAMED).map(({ line, failure: wrong }) => (
              <p key={line} className="bad">
                <SeverityShape kind="error" /> {t('coords.line', { line })} {failure(wrong)}
              </p>
            ))}
            {table.errors.length > NAMED ? (
              <p className="bad">{t('coords.more-lines', { n: table.errors.length - NAMED })}</p>
            ) : null}
            {summary(table)}
          </>
        )}
        <div className="row">
          <Button
            kind="primary"
            onPress={() => table && onUse(table)}
            {...(reason === undefined ? {} : { reason })}
          >
            {table === null ? t('coords.use') : use(table)}
          </Button>
          <Button kind="bare" onPress={onCancel}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </div>
  );
}
