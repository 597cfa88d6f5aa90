import { BookOpen, GitCompare, Pencil, Trash2 } from 'lucide-react';
import { formatTime } from '../../../shared/i18n/format.ts';
import { commandById } from '../../commands/catalogue.ts';
import { useCommandState, useShow } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { compareWithNow } from '../../state/compare.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { askForVersion, removeVersion, useVersions } from '../../state/versions.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import './versions.css';

/** The named versions of the file, the newest first. */
export function VersionsDialog() {
  const { t } = useText();
  useCommandState();
  const show = useShow();
  const close = useDialogs((state) => state.close);
  const versions = useVersions((state) => state.versions) ?? [];
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const saving = show(commandById('version.save'));
  const why = readOnly ? { reason: t('ui.reason.read-only') } : {};
  return (
    <Dialog
      title={t('compare.versions')}
      closeLabel={t('ui.close')}
      onClose={close}
      className="versions"
      footer={
        <>
          <span className="cap grow">{t('compare.versions-note')}</span>
          <Button
            kind="primary"
            onPress={saving.run}
            {...(saving.reason === undefined ? {} : { reason: saving.reason })}
          >
            {saving.label}
          </Button>
        </>
      }
    >
      {versions.length === 0 ? (
        <Empty icon={<BookOpen />} title={t('compare.no-versions')}>
          {t('compare.no-versions-text')}
        </Empty>
      ) : (
        <table className="version-list">
          <thead>
            <tr>
              {['plan', 'name', 'standing', 'state', 'author', 'note'].map((column) => (
                <th key={column} scope="col">
                  {t(`compare.${column}`)}
                </th>
              ))}
              <th scope="col" aria-label={t('compare.actions')} />
            </tr>
          </thead>
          <tbody>
            {versions.toReversed().map((version) => (
              <tr key={version.uid}>
                <td>{version.plan === null ? t('compare.whole') : t(`plan.${version.plan}`)}</td>
                <th scope="row">{version.name}</th>
                <td>{t(`compare.standing.${version.standing}`)}</td>
                <td className="n">
                  {t('compare.step', { seq: version.seq })}
                  <span className="cap">{formatTime(version.stateTime ?? version.time).slice(0, 16)}</span>
                </td>
                <td>{version.author}</td>
                <td className="words" title={version.note}>
                  {version.note}
                </td>
                <td className="acts">
                  <IconButton
                    label={t('compare.with', { name: version.name })}
                    onPress={() => {
                      close();
                      compareWithNow(version.seq);
                    }}
                  >
                    <GitCompare className="i" />
                  </IconButton>
                  <IconButton
                    label={t('compare.edit', { name: version.name })}
                    onPress={() => askForVersion({ kind: 'known', version })}
                    {...why}
                  >
                    <Pencil className="i" />
                  </IconButton>
                  <IconButton
                    label={t('compare.delete', { name: version.name })}
                    onPress={() => void removeVersion(version)}
                    {...why}
                  >
                    <Trash2 className="i" />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
