import { onOtherPaper } from '../../../../shared/print/layout/edit-layout.ts';
import type { SheetLayout } from '../../../../shared/print/layout/layout-schema.ts';
import {
  LEAST_SIDE,
  MOST_SIDE,
  ORIENTATIONS,
  PAPER_NAMES,
  paperOf,
  paperSize,
} from '../../../../shared/print/layout/paper.ts';
import { LAYOUT_GROWTH } from '../../../../shared/print/layout/templates.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { Line, Tick } from './common.tsx';
import { DraftNumber } from './drafts.tsx';

const OWN = 'own';

/** The paper and what holds for the whole sheet. */
export function PagePart({
  layout,
  locked,
  change,
}: {
  readonly layout: SheetLayout;
  readonly locked: boolean;
  readonly change: (change: (layout: SheetLayout) => SheetLayout) => void;
}) {
  const { t } = useText();
  const { page } = layout;
  const known = paperOf(page);
  const landscape = page.width > page.height;
  const to = (width: number, height: number): void =>
    change((now) => onOtherPaper(now, width, height, LAYOUT_GROWTH));
  const put = (patch: Partial<typeof page>): void =>
    change((now) => ({ ...now, page: { ...now.page, ...patch } }));
  return (
    <>
      <Select
        label={t('print.paper')}
        value={known?.[0] ?? OWN}
        disabled={locked}
        choices={[
          ...PAPER_NAMES.map((name) => ({
            id: name,
            label: name,
            note: `${paperSize(name, 'portrait').width} × ${paperSize(name, 'portrait').height}`,
          })),
          ...(known === undefined ? [{ id: OWN, label: t('print.paper.own') }] : []),
        ]}
        onChange={(id) => {
          const name = PAPER_NAMES.find((one) => one === id);
          if (name === undefined) return;
          const { width, height } = paperSize(name, landscape ? 'landscape' : 'portrait');
          to(width, height);
        }}
      />
      <Line label={t('print.orientation')}>
        <Segmented
          label={t('print.orientation')}
          value={landscape ? 'landscape' : 'portrait'}
          choices={ORIENTATIONS.map((id) => ({ id, content: t(`print.orientation.${id}`) }))}
          onChange={(id) => {
            if (!locked && (id === 'landscape') !== landscape) to(page.height, page.width);
          }}
        />
      </Line>
      <div className="sheet-pair">
        <DraftNumber
          label={t('print.width')}
          value={page.width}
          unit="mm"
          limits={[LEAST_SIDE, MOST_SIDE]}
          disabled={locked}
          onKeep={(width) => width !== null && put({ width })}
        />
        <DraftNumber
          label={t('print.height')}
          value={page.height}
          unit="mm"
          limits={[LEAST_SIDE, MOST_SIDE]}
          disabled={locked}
          onKeep={(height) => height !== null && put({ height })}
        />
      </div>
      <div className="sheet-pair">
        <DraftNumber
          label={t('print.margin')}
          value={page.margin}
          unit="mm"
          limits={[0, 100]}
          disabled={locked}
          onKeep={(margin) => margin !== null && put({ margin })}
        />
        <DraftNumber
          label={t('print.weight')}
          value={page.weight}
          limits={[0.3, 5]}
          disabled={locked}
          onKeep={(weight) => weight !== null && put({ weight })}
        />
      </div>
      <Tick
        label={t('print.border')}
        selected={page.border}
        locked={locked}
        onChange={(border) => put({ border })}
      />
      <Line label={t('print.language')}>
        <Segmented
          label={t('print.language')}
          value={layout.language}
          choices={(['zh-CN', 'en'] as const).map((id) => ({ id, content: t(`print.language.${id}`) }))}
          onChange={(language) => {
            if (!locked) change((now) => ({ ...now, language }));
          }}
        />
      </Line>
    </>
  );
}
