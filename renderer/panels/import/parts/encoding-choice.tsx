import { useText } from '../../../i18n/use-text.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import type { LayerDraft } from '../layer-draft.ts';
import type { ImportModel } from '../use-import.ts';

/** GBK and GB 2312 are read as GB 18030, which holds both. */
const ENCODINGS = ['utf-8', 'gb18030', 'big5'];
const encodingName = (id: string): string => (id === 'gb18030' ? 'GB18030 / GBK' : id.toUpperCase());

/** What the texts of a layer are read with, where the format leaves it open. */
export function EncodingChoice({
  model,
  draft,
}: {
  readonly model: ImportModel;
  readonly draft: LayerDraft;
}) {
  const { t } = useText();
  const known = draft.encoding?.toLowerCase() ?? null;
  const choices = known === null || ENCODINGS.includes(known) ? ENCODINGS : [...ENCODINGS, known];
  const sample = draft.source.fields
    .flatMap(({ samples }) => samples)
    .find((text) => Array.from(text).some((char) => char > '\u007f'));
  return (
    <section>
      <h3 className="form-head">{t('ui.import.encoding')}</h3>
      <div className="row wrap">
        <Segmented
          label={t('ui.import.encoding')}
          value={known}
          choices={choices.map((id) => ({ id, content: encodingName(id) }))}
          onChange={(id) => void model.setEncoding(draft.source.name, id)}
        />
        {sample === undefined ? null : (
          <span className="dense">
            {t('ui.import.sample')} <b className="selectable">{sample}</b>
          </span>
        )}
        {sample === undefined ? null : (
          <span className={sample.includes('\ufffd') ? 'tag error' : 'tag ok'}>
            {t(sample.includes('\ufffd') ? 'ui.import.garbled' : 'ui.import.readable')}
          </span>
        )}
      </div>
    </section>
  );
}
