import { useText } from '../../../i18n/use-text.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { RadioList } from '../../../ui/radio-list.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { NoticeMap } from '../../../../shared/notice/types.ts';
import type { NoticeModel } from '../use-notice.ts';

const MAPS: readonly NoticeMap[] = ['picture', 'none', 'shapes'];

/** What stands for the map. Shapes only with a tick and the number of a map review. */
export function MapChoice({ model: { form, change, draft } }: { readonly model: NoticeModel }) {
  const { t } = useText();
  return (
    <section>
      <h3 className="form-head">{t('notice.map')}</h3>
      <RadioList
        label={t('notice.map')}
        value={form.map}
        onChange={(id) => change({ map: id as NoticeMap, reviewed: false })}
        choices={MAPS.map((id) => ({
          id,
          content: (
            <span className="notice-choice">
              {t(`notice.map.${id}`)}
              <span className="cap">
                {t(`notice.map-text.${id}`, { m: draft === null ? '—' : draft.unitM.toFixed(1) })}
              </span>
            </span>
          ),
        }))}
      />
      {form.map === 'shapes' ? (
        <div className="form-ask notice-review">
          <Checkbox selected={form.reviewed} onChange={(reviewed) => change({ reviewed })}>
            {t('notice.reviewed')}
          </Checkbox>
          <TextField
            label={t('notice.review-number')}
            value={form.review}
            required
            mark={t('ui.required')}
            onChange={(review) => change({ review })}
          />
        </div>
      ) : null}
    </section>
  );
}
