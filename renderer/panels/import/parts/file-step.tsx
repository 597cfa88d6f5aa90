import { FileUp } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { SeverityShape } from '../../../ui/severity.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { ImportModel } from '../use-import.ts';

/** Choosing the file; what is wrong with it, where it cannot be read. */
export function FileStep({ model }: { readonly model: ImportModel }) {
  const { t, failure } = useText();
  const { state } = model;
  if (state.busy === 'probing') return <Skeleton rows={8} label={t('ui.import.busy.probing')} />;
  const choose = (
    <>
      <Button kind="primary" onPress={() => void model.choose()} disabled={state.busy !== null}>
        {t(state.failure ? 'ui.import.choose-other' : 'ui.import.choose')}
      </Button>
      <Button onPress={() => void model.choose('folder')} disabled={state.busy !== null}>
        {t('ui.import.choose-folder')}
      </Button>
    </>
  );
  if (state.failure) {
    return (
      <Empty
        kind="error"
        icon={<SeverityShape kind="error" />}
        title={t('ui.import.cannot-read', { file: state.file?.name ?? '' })}
        actions={choose}
      >
        {failure(state.failure)}
        <br />
        {t('ui.import.safe')}
      </Empty>
    );
  }
  return (
    <Empty icon={<FileUp />} title={t('ui.import.choose')} actions={choose}>
      {t('ui.import.formats')}
    </Empty>
  );
}
