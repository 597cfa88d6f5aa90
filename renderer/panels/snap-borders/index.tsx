import { Magnet } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useCamera } from '../../state/camera.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { layerOf } from '../../state/layers.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { VirtualTable, type Column } from '../../ui/virtual-table.tsx';
import { type SnapRow, TOLERANCE_CM } from './snap-model.ts';
import { useSnapBorders } from './use-snap-borders.ts';
import './snap-borders.css';

const NO_REFERENCE = 'none';

/** Borders of layers that nearly coincide, made to coincide once: what would move is listed and shown on the map first. */
export function SnapBordersDialog() {
  const { t, name, failure } = useText();
  const close = useDialogs((state) => state.close);
  const snap = useSnapBorders(close);
  const { busy, rows, preview } = snap;
  const waits = snap.ready ? {} : { reason: t('ui.snap-borders.incomplete') };
  return (
    <Dialog
      title={t('ui.snap-borders')}
      className="snap-borders"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={busy === 'run'}
      footer={
        <>
          <span className="grow" />
          <Button onPress={close} disabled={busy === 'run'}>
            {t('ui.close')}
          </Button>
          <Button
            kind={rows === null ? 'primary' : 'plain'}
            disabled={busy !== null}
            onPress={() => void snap.look()}
            {...waits}
          >
            {t('ui.snap-borders.preview')}
          </Button>
          <Button
            kind={rows === null ? 'plain' : 'primary'}
            disabled={busy !== null}
            onPress={() => void snap.run()}
            {...waits}
          >
            {t('ui.snap-borders.run')}
          </Button>
        </>
      }
    >
      <div className="snap-form">
        <fieldset>
          <legend className="field-label">{t('ui.snap-borders.layers')}</legend>
          <div className="snap-layers">
            {snap.own.map(({ schema, count }) => (
              <Checkbox
                key={schema.id}
                selected={snap.chosen.includes(schema.id)}
                onChange={() => snap.toggle(schema.id)}
              >
                <span className="el">{name(schema.name)}</span>
                <span className="cap num">{count}</span>
              </Checkbox>
            ))}
          </div>
        </fieldset>
        <div className="snap-pair">
          <TextField
            label={t('ui.snap-borders.tolerance')}
            unit={t('ui.snap-borders.cm')}
            numeric
            value={snap.tolerance}
            onChange={snap.setTolerance}
            {...(snap.isToleranceWrong
              ? {
                  error: t('ui.snap-borders.tolerance-wrong', {
                    least: TOLERANCE_CM[0],
                    most: TOLERANCE_CM[1],
                  }),
                }
              : {})}
          />
          <Select
            label={t('ui.snap-borders.reference')}
            value={snap.reference ?? NO_REFERENCE}
            onChange={(id) => snap.setReference(id === NO_REFERENCE ? null : id)}
            choices={[
              { id: NO_REFERENCE, label: t('ui.snap-borders.no-reference') },
              ...snap.references.map(({ schema }) => ({ id: schema.id, label: name(schema.name) })),
            ]}
          />
        </div>
        <Segmented
          label={t('ui.snap-borders.extent')}
          value={snap.hasSelection ? snap.extent : 'all'}
          onChange={snap.setExtent}
          choices={[
            { id: 'all', content: t('ui.snap-borders.all') },
            ...(snap.hasSelection
              ? [{ id: 'selection' as const, content: t('ui.snap-borders.selection') }]
              : []),
          ]}
        />
      </div>
      <div className="snap-result">
        {busy === 'preview' ? <Skeleton rows={6} label={t('ui.loading')} /> : null}
        {busy !== 'preview' && snap.failure !== null ? (
          <Empty
            icon={<Magnet />}
            title={failure(snap.failure)}
            {...(snap.failure.code === 'command.nothing-to-snap' ? {} : { kind: 'error' as const })}
          />
        ) : null}
        {busy !== 'preview' && snap.failure === null && rows === null ? (
          <Empty icon={<Magnet />} title={t('ui.snap-borders.title')}>
            {t('ui.snap-borders.text')}
          </Empty>
        ) : null}
        {rows !== null && preview !== null && busy !== 'preview' ? (
          <>
            <p className="snap-sum" role="status">
              {t('ui.snap-borders.sum', {
                features: rows.length,
                moved: Number(preview.params['moved'] ?? 0),
                nodes: Number(preview.params['nodes'] ?? 0),
                largest: centimetres(Number(preview.params['largestMm'] ?? 0) / 1000),
              })}
              {Number(preview.params['left'] ?? 0) > 0 ? (
                <span className="left">
                  {t('ui.snap-borders.left', { left: Number(preview.params['left']) })}
                </span>
              ) : null}
            </p>
            <SnapTable rows={rows} />
          </>
        ) : null}
      </div>
    </Dialog>
  );
}

const centimetres = (metres: number): string => (100 * metres).toFixed(2);

function SnapTable({ rows }: { readonly rows: readonly SnapRow[] }) {
  const { t, name } = useText();
  const [current, setCurrent] = useState(-1);
  const zoomTo = useCamera((state) => state.zoomTo);
  const columns: readonly Column<SnapRow>[] = [
    {
      id: 'feature',
      header: t('ui.snap-borders.feature'),
      width: '1fr',
      cell: ({ at, name: own }) => {
        const layer = layerOf(at.table);
        const words = layer === undefined ? at.table : name(layer.schema.name);
        return own === '' ? `${words} …${at.uid.slice(-6)}` : `${words} ${own}`;
      },
    },
    {
      id: 'vertices',
      header: t('ui.snap-borders.vertices'),
      width: 72,
      numeric: true,
      cell: ({ vertices }) => String(vertices),
    },
    {
      id: 'largest',
      header: t('ui.snap-borders.largest'),
      width: 112,
      numeric: true,
      cell: ({ largestM }) => centimetres(largestM),
    },
  ];
  return (
    <VirtualTable
      label={t('ui.snap-borders.list')}
      columns={columns}
      count={rows.length}
      row={(index) => rows[index]}
      rowKey={({ at }) => `${at.table} ${at.uid}`}
      isSelected={(row) => row === rows[current]}
      current={current}
      onPick={(index) => {
        const row = rows[index];
        setCurrent(index);
        if (row !== undefined) zoomTo(row.box);
      }}
    />
  );
}
