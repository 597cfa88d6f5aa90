import { useMemo } from 'react';
import { PIN_RADIUS } from '../../../../shared/notice/page.ts';
import { spreadPins } from '../../../../shared/notice/spread-pins.ts';
import type { NoticeDraft } from '../../../../shared/notice/types.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { NoticeModel } from '../use-notice.ts';

/** Entries that a preview lists. */
const LISTED = 12;

/** What the public will see: the picture with its numbers, and the first lines of the list. */
export function NoticePreview({ model: { form, draft, picture, failure } }: { readonly model: NoticeModel }) {
  const { t } = useText();
  if (draft === null || picture === null) {
    return (
      <div className="notice-preview">
        {failure === null ? <Skeleton rows={8} label={t('ui.loading')} /> : null}
      </div>
    );
  }
  return (
    <section className="notice-preview" aria-label={t('notice.preview')}>
      {form.map === 'none' ? null : <Map draft={draft} picture={picture} />}
      <table className="tbl">
        <thead>
          <tr>
            <th className="n">{t('notice.page.number')}</th>
            <th>{t('notice.page.name')}</th>
            <th>{t('notice.page.kind')}</th>
            <th className="n">{t('notice.page.area')}</th>
          </tr>
        </thead>
        <tbody>
          {draft.features.slice(0, LISTED).map(({ entry }) => (
            <tr key={entry.number}>
              <td className="n">{entry.number}</td>
              <td title={entry.name}>{entry.name === '' ? '—' : entry.name}</td>
              <td>{entry.kind}</td>
              <td className="n">{entry.areaHa === '' ? '—' : entry.areaHa}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap">
        {t('notice.count', { n: draft.features.length })}
        {draft.features.length > LISTED ? ` ${t('notice.more', { n: draft.features.length - LISTED })}` : ''}
      </p>
    </section>
  );
}

function Map({ draft, picture }: { readonly draft: NoticeDraft; readonly picture: string }) {
  const { t } = useText();
  const { frame } = draft;
  const pins = useMemo(() => spreadPins(draft.pins, draft.frame, 2 * PIN_RADIUS), [draft]);
  return (
    <svg
      className="notice-map"
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-label={t('notice.page.map')}
    >
      <image href={picture} width={frame.width} height={frame.height} />
      {pins.map(({ number, at: [x, y] }) => (
        <g key={number} transform={`translate(${x} ${y})`}>
          <circle r={PIN_RADIUS - 20} />
          <text y={54}>{number}</text>
        </g>
      ))}
    </svg>
  );
}
