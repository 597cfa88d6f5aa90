import { CircleSlash2, Eye, UserRound } from 'lucide-react';
import type { Finding } from '../../../shared/rules/rule.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFindingPicks } from '../../state/finding-picks.ts';
import { askAbout, markFindings, wholes } from '../../state/finding-words.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';

/** What can be said of several findings at once; not there for one, of which the inspector speaks. */
export function PickedBar({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useText();
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  if (findings.length < 2 || readOnly) return null;
  return (
    <div
      className="bar-row picked-bar"
      role="group"
      aria-label={t('findings.picked', { n: findings.length })}
    >
      <b>{t('findings.picked', { n: findings.length })}</b>
      <span className="grow" />
      <Button onPress={() => void markFindings(findings, 'seen')}>
        <Eye className="i" />
        {t('findings.word.seen')}
      </Button>
      <Button onPress={() => askAbout('finding-assign', wholes(findings))}>
        <UserRound className="i" />
        {t('findings.assign')}
      </Button>
      <Button onPress={() => askAbout('finding-exception', wholes(findings))}>
        <CircleSlash2 className="i" />
        {t('findings.mark-exception')}
      </Button>
      <Button kind="bare" onPress={() => useFindingPicks.getState().only(null)}>
        {t('findings.cancel')}
      </Button>
    </div>
  );
}
