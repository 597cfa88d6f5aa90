import { useText } from '../i18n/use-text.ts';

/** Classification mark, and 虚构示范数据 where the data are invented. */
export function Marks({
  classification,
  fictional,
  readOnly,
}: {
  readonly classification: string;
  readonly fictional: boolean;
  readonly readOnly?: boolean;
}) {
  const { t } = useText();
  return (
    <>
      {classification === '' ? null : <span className="tag">{t(`classification.${classification}`)}</span>}
      {fictional ? <span className="tag">{t('fictional')}</span> : null}
      {readOnly ? <span className="tag warn">{t('ui.read-only')}</span> : null}
    </>
  );
}
