import { Plus, X } from 'lucide-react';
import { ATTACHMENT_FOLDERS, STRUCTURE } from '../../../../shared/package/structure.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Select } from '../../../ui/select.tsx';
import type { Attachment, AttachmentFolder, MakeModel } from '../use-make.ts';

const isFolder = (key: string): key is AttachmentFolder => ATTACHMENT_FOLDERS.some((one) => one === key);
const FOLDERS = STRUCTURE.folders.filter(({ key }) => isFolder(key));

/** Files of the user's own, each with the folder it goes into. */
export function AttachmentList({ model }: { readonly model: MakeModel }) {
  const { t } = useText();
  const { attachments } = model.state.choices;
  const put = (at: number, next: Attachment | null): void =>
    model.change({
      attachments: attachments.flatMap((one, i) => (i === at ? (next === null ? [] : [next]) : [one])),
    });
  return (
    <section>
      <h3 className="form-head">
        {t('package.attachments')}
        <span className="cap grow">{t('package.attachments-why')}</span>
        <Button kind="bare" onPress={() => void model.attach('text')}>
          <Plus className="i" />
          {t('package.attach')}
        </Button>
      </h3>
      {attachments.length === 0 ? (
        <p className="package-none">{t('package.attachments-none')}</p>
      ) : (
        <ul className="package-files">
          {attachments.map((one, at) => (
            // The same file may be listed twice, and its place is what tells it apart.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${one.file.token} ${at}`}>
              <span className="grow el path" title={one.file.name}>
                {one.file.name}
              </span>
              <Select
                label={t('package.folder-of', { file: one.file.name })}
                hideLabel
                choices={FOLDERS.map(({ key, name }) => ({ id: key, label: name }))}
                value={one.folder}
                onChange={(id) => isFolder(id) && put(at, { ...one, folder: id })}
              />
              <IconButton label={t('package.detach', { file: one.file.name })} onPress={() => put(at, null)}>
                <X className="i" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
