import { MousePointer2 } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { stepFinding } from '../../state/finding-focus.ts';
import { useFindings } from '../../state/findings.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Keys } from '../../ui/keys.tsx';

/** The inspector while nothing is selected: what will be shown here, and the way to the next finding. */
export function NothingSelected() {
  const { t } = useText();
  const findings = useFindings((state) => state.findings?.length ?? 0);
  return (
    <Empty
      icon={<MousePointer2 />}
      title={t('ui.nothing-selected')}
      actions={
        findings > 0 ? <Button onPress={() => stepFinding(1)}>{t('ui.next-finding')}</Button> : undefined
      }
    >
      {t('ui.nothing-selected-text')}
      {findings > 0 ? (
        <>
          <br />
          <Keys of="N" /> {t('ui.nothing-selected-next')}
        </>
      ) : null}
    </Empty>
  );
}
