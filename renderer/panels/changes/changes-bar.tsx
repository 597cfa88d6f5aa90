import { Download, RefreshCw } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { CHANGE_KINDS, type ChangeKind } from '../../../shared/analysis/versions/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayers } from '../../state/layers.ts';
import { cancelChanges, useVersionChanges } from '../../state/version-changes.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Select } from '../../ui/select.tsx';
import type { ChangeRow } from './change-rows.ts';
import { exportChanges } from './export-changes.ts';

const ALL = 'all';

/** Kinds with their counts, the layer, and the way out to a file. */
export function ChangesBar({ rows }: { readonly rows: readonly ChangeRow[] }) {
  const { t, name } = useText();
  const { result, kinds, layer, running } = useVersionChanges();
  const layers = useLayers((state) => state.layers) ?? [];
  const changes = result?.changes ?? [];
  const counts = new Map<ChangeKind, number>();
  for (const { kinds: own } of changes) counts.set(own[0]!, (counts.get(own[0]!) ?? 0) + 1);
  const written = new Set(changes.map(({ ref }) => ref.table));
  const toggle = (kind: ChangeKind): void => {
    const next = new Set(kinds);
    if (!next.delete(kind)) next.add(kind);
    useVersionChanges.setState({ kinds: next });
  };
  return (
    <div className="bar-row" role="group" aria-label={t('compare.filter')}>
      {CHANGE_KINDS.filter((kind) => counts.has(kind)).map((kind) => (
        <Chip key={kind} selected={kinds.has(kind)} onChange={() => toggle(kind)}>
          {t(`compare.kind.${kind}`)}
          <b>{counts.get(kind)}</b>
        </Chip>
      ))}
      <span className="grow" />
      {running ? (
        <span className="row cap">
          <RefreshCw className="i" />
          {t('compare.renewing')}
          <Button kind="link" onPress={cancelChanges}>
            {t('ui.cancel')}
          </Button>
        </span>
      ) : null}
      <div className="layer-filter">
        <Select
          label={t('compare.layer')}
          hideLabel
          choices={[
            { id: ALL, label: t('compare.all-layers') },
            ...layers
              .filter(({ schema }) => written.has(schema.id))
              .map(({ schema }) => ({ id: schema.id, label: name(schema.name) })),
          ]}
          value={layer ?? ALL}
          onChange={(id) => useVersionChanges.setState({ layer: id === ALL ? null : id })}
        />
      </div>
      <Menu
        label={t('compare.export-list')}
        trigger={
          <AriaButton className="ib" aria-label={t('compare.export-list')}>
            <Download className="i" />
          </AriaButton>
        }
        entries={(['csv', 'tsv'] as const).map((format) => ({
          id: format,
          label: t(`compare.export-${format}`),
          disabled: rows.length === 0,
          run: () => void exportChanges(rows, format),
        }))}
      />
    </div>
  );
}
