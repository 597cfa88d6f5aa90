import type { Progress as ProgressOf } from '../../../../shared/bridge/contract.ts';
import type { Failure } from '../../../../shared/result.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Progress } from '../../../ui/progress.tsx';

/** The foot of both dialogs: how far it is and the way out, or what is wrong and the button. */
export function SendFoot(props: {
  readonly busy: boolean;
  readonly progress: ProgressOf | null;
  readonly failure: Failure | null;
  readonly reason: string | null;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  readonly onRun: () => void;
}) {
  const { t, failure: say } = useText();
  const { busy, progress, failure, reason } = props;
  if (busy) {
    const label = t('send.working');
    return (
      <>
        <Button kind="bare" onPress={props.onCancel}>
          {t('ui.cancel')}
        </Button>
        <span className="cap">{progress === null ? label : t(progress.stage, progress.params)}</span>
        <span className="grow">
          <Progress label={label} share={progress?.share ?? null} />
        </span>
      </>
    );
  }
  return (
    <>
      <Button kind="bare" onPress={props.onClose}>
        {t('ui.cancel')}
      </Button>
      <span className="grow cap">
        {failure === null ? null : (
          <span className="form-failed" role="alert">
            {say(failure)}
          </span>
        )}
      </span>
      <Button kind="primary" onPress={props.onRun} {...(reason === null ? {} : { reason: t(reason) })}>
        {t('send.run')}
      </Button>
    </>
  );
}
