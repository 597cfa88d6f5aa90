import type { Progress as ProgressOf } from '../../../../shared/bridge/contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Progress } from '../../../ui/progress.tsx';

/** The foot of a dialog while something long runs: how far it is, and the way out. */
export function Working({
  label,
  progress,
  onCancel,
}: {
  readonly label: string;
  readonly progress: ProgressOf | null;
  readonly onCancel: () => void;
}) {
  const { t } = useText();
  return (
    <>
      <Button kind="bare" onPress={onCancel}>
        {t('ui.cancel')}
      </Button>
      <span className="cap">{progress === null ? label : t(progress.stage, progress.params)}</span>
      <span className="grow">
        <Progress label={label} share={progress?.share ?? null} />
      </span>
    </>
  );
}
