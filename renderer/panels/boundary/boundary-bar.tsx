import { ClipboardPaste, Copy, FileDown, Info, Minus, Plus } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { Crs } from '../../../shared/crs/catalogue.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { titleOfFeature } from '../../i18n/feature-title.ts';
import { useText } from '../../i18n/use-text.ts';
import { zoneText } from '../../i18n/zone-text.ts';
import { useLayer } from '../../state/layers.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { copyTable, exportTable } from './boundary-files.ts';
import type { BoundaryEdit } from './use-boundary-edit.ts';

/** Whose points these are, how they are numbered, and what can be done with them. */
export function BoundaryBar({
  record,
  table,
  zone,
  onPaste,
}: {
  readonly record: FeatureRecord;
  readonly table: BoundaryEdit;
  readonly zone: Crs | null;
  readonly onPaste: () => void;
}) {
  const { t, language } = useText();
  const layer = useLayer(record.layer);
  const { writable } = table;
  const barred = writable === true ? {} : { reason: t(writable.key, writable.params) };
  if (layer === undefined) return null;
  return (
    <div className="bar-row">
      <LayerSwatch layer={layer.schema.id} geometry={layer.schema.geometry} />
      <b className="el dense">{titleOfFeature(record, layer.schema, language)}</b>
      <span className="cap">{t('coords.points-n', { n: table.count })}</span>
      <span className="cap">{zone === null ? '' : zoneText(zone, language)}</span>
      <IconButton label={t('coords.numbering')}>
        <Info className="i" />
      </IconButton>
      <span className="grow" />
      <IconButton
        label={t('coords.insert-after')}
        keys="Insert"
        onPress={() => void table.insert()}
        {...barred}
      >
        <Plus className="i" />
      </IconButton>
      <IconButton
        label={t('coords.delete-point')}
        keys="Delete"
        onPress={() => void table.remove()}
        {...barred}
      >
        <Minus className="i" />
      </IconButton>
      <Button kind="bare" onPress={onPaste} {...barred}>
        <ClipboardPaste className="i" />
        {t('coords.paste-replace')}
      </Button>
      <Button kind="bare" onPress={() => copyTable(table.geometry, zone, table.count)}>
        <Copy className="i" />
        {t('coords.copy-table')}
      </Button>
      <Menu
        label={t('coords.export')}
        entries={[
          {
            id: 'txt',
            label: t('coords.export-txt'),
            disabled: zone === null,
            run: () => void exportTable(record, zone, 'txt'),
          },
          { id: 'csv', label: t('coords.export-csv'), run: () => void exportTable(record, zone, 'csv') },
        ]}
        trigger={
          <AriaButton className="btn bare">
            <FileDown className="i" />
            {t('coords.export')}
          </AriaButton>
        }
      />
    </div>
  );
}
