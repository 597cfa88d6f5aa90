import { useText } from '../../../i18n/use-text.ts';
import { useCompare } from '../../../state/compare.ts';
import { useVersionTable, type ScopeKind } from '../../../state/version-table.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';

const SCOPES: readonly ScopeKind[] = ['view', 'township', 'county'];

/** The ground that the figures are of, and whether the map outlines what differs. */
export function ScopeChoice() {
  const { t } = useText();
  const { scope, township, table, setScope } = useVersionTable();
  const { highlight, setHighlight } = useCompare();
  const townships = table?.townships ?? [];
  return (
    <>
      <div className="row scope">
        <Segmented
          label={t('compare.scope')}
          value={scope}
          choices={SCOPES.map((id) => ({ id, content: t(`compare.scope.${id}`) }))}
          onChange={(id) => setScope(id, township ?? townships[0]?.code)}
        />
        <span className="grow" />
        <Checkbox selected={highlight} onChange={setHighlight}>
          {t('compare.highlight')}
        </Checkbox>
      </div>
      {scope === 'township' ? (
        <Select
          label={t('compare.township')}
          hideLabel
          choices={townships.map(({ code, name }) => ({ id: code, label: name, note: code }))}
          value={township}
          placeholder={t('compare.township')}
          onChange={(code) => setScope('township', code)}
        />
      ) : null}
    </>
  );
}
