import { ArrowLeftRight, Columns2 } from 'lucide-react';
import type { DifferenceId } from '../../../shared/analysis/difference/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { compareNow, useDifference } from '../../state/difference.ts';
import { useLayers } from '../../state/layers.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { PatchList } from './parts/patch-list.tsx';
import { FourClasses } from './parts/four-classes.tsx';
import './difference.css';

const IDS: readonly DifferenceId[] = ['baseline-plan', 'park-land-use', 'legacy-current'];

/** Two plans held against each other: ground both have as construction, only one, or neither. */
export function DifferencePanel() {
  const { t } = useText();
  const { which, running, table, missing, rev, choose } = useDifference();
  const now = useSession((state) => state.readRev);
  const stale = rev !== null && rev !== now;
  return (
    <div className="difference">
      <div className="phead">
        <Segmented
          label={t('difference.which')}
          value={which}
          choices={IDS.map((id) => ({ id, content: t(`difference.${id}`) }))}
          onChange={choose}
        />
        <span className="grow" />
        {stale ? <span className="cap">{t('difference.stale')}</span> : null}
        <Button
          kind={table === null || stale ? 'primary' : 'plain'}
          disabled={running}
          onPress={() => void compareNow()}
        >
          <ArrowLeftRight className="i" />
          {t(running ? 'difference.running' : 'difference.run')}
        </Button>
      </div>
      {missing.length > 0 ? (
        <Missing layers={missing} />
      ) : table === null ? (
        <Empty icon={<Columns2 />} title={t('difference.empty')}>
          {t('difference.empty-text')}
        </Empty>
      ) : (
        <div className="difference-body">
          <FourClasses table={table} />
          <PatchList table={table} />
        </div>
      )}
    </div>
  );
}

function Missing({ layers }: { readonly layers: readonly string[] }) {
  const { t, name } = useText();
  const known = useLayers((state) => state.layers);
  const names = layers.map((id) => {
    const schema = known?.find((one) => one.schema.id === id)?.schema;
    return schema ? name(schema.name) : id;
  });
  return (
    <Empty icon={<Columns2 />} title={t('result.not-checked')}>
      {t('rules.not-checked', { layer: names.join(t('rules.list-separator')) })}
    </Empty>
  );
}
