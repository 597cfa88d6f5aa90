import { WEB_MAPS, type WebMap } from '../../../../shared/model/web-map.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Segmented } from '../../../ui/segmented.tsx';

/** Whether the coordinates come from an offset web map: nothing in the file tells, and nothing is corrected. */
export function WebQuestion({
  value,
  onChange,
}: {
  readonly value: WebMap;
  readonly onChange: (value: WebMap) => void;
}) {
  const { t } = useText();
  const offset = value === 'gcj02' || value === 'bd09';
  return (
    <section className="web-question">
      <h3 className="form-head">{t('import.web')}</h3>
      <Segmented
        label={t('import.web')}
        value={value}
        choices={WEB_MAPS.map((id) => ({ id, content: t(`import.web.${id}`) }))}
        onChange={onChange}
      />
      <p className="cap">{t('import.web-why')}</p>
      <p className={offset ? 'form-ask' : 'cap'} role="status">
        {t(`import.web-note.${value}`)}
      </p>
    </section>
  );
}
