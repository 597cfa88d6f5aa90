import { CircleSlash2, Focus, UserRound } from 'lucide-react';
import type { Finding } from '../../../../shared/rules/rule.ts';
import { useText } from '../../../i18n/use-text.ts';
import { focusFinding } from '../../../state/finding-focus.ts';
import { askAbout, wholes } from '../../../state/finding-words.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';

/** What can be done with a finding, fixed at the foot. */
export function FindingActions({ finding }: { readonly finding: Finding }) {
  const { t } = useText();
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  return (
    <div className="foot">
      {readOnly ? null : (
        <>
          <Button onPress={() => askAbout('finding-exception', wholes([finding]))}>
            <CircleSlash2 className="i" />
            {t('findings.mark-exception')}
          </Button>
          <Button onPress={() => askAbout('finding-assign', wholes([finding]))}>
            <UserRound className="i" />
            {t('findings.assign')}
          </Button>
        </>
      )}
      <span className="grow" />
      <IconButton label={t('ui.locate')} onPress={() => focusFinding(finding, { zoom: true })}>
        <Focus className="i" />
      </IconButton>
    </div>
  );
}
