import { useState } from 'react';
import type { ParsedTable } from '../../../shared/crs/point-table.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { formatBearing } from '../../../shared/crs/angle.ts';
import { areaNumber } from '../../../shared/i18n/format.ts';
import {
  boundaryNumber,
  boundaryPoint,
  sideOf,
  type BoundaryPoint,
} from '../../../shared/map/boundary-points.ts';
import { textXY } from '../../../shared/map/boundary-text.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { PastePoints } from '../../forms/paste-points.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useCoordinateContext } from '../../state/coordinates.ts';
import { SeverityShape } from '../../ui/severity.tsx';
import { VirtualTable, type Column } from '../../ui/virtual-table.tsx';
import { giveShape, withTable } from './boundary-edits.ts';
import { BoundaryBar } from './boundary-bar.tsx';
import { EDITABLE, type EditColumn } from './edit-point.ts';
import { PointCell } from './point-cell.tsx';
import { ShownShape } from './shown-shape.ts';
import { useBoundaryEdit } from './use-boundary-edit.ts';

/** Points of one polygon with their sides; typing into a row moves the vertex. */
export function BoundaryTable({ record }: { readonly record: FeatureRecord }) {
  const { t, failure } = useText();
  const context = useCoordinateContext();
  const { zone } = context;
  const table = useBoundaryEdit(record, context);
  const { geometry, rings } = table;
  const [pasted, setPasted] = useState<string | null>(null);
  const typable: readonly EditColumn[] = zone === null ? ['lon', 'lat'] : EDITABLE;
  const ring = table.point?.ring ?? 0;

  const figures = (id: EditColumn, at: BoundaryPoint['at']): string =>
    id === 'lon' ? at[0].toFixed(9) : id === 'lat' ? at[1].toFixed(9) : textXY(at, zone)[id];
  const coordinate = (id: EditColumn, width: number): Column<BoundaryPoint> => ({
    id,
    header: t(`coords.${id}`),
    width,
    numeric: true,
    cell: (point) => (
      <PointCell
        table={table}
        point={point}
        column={id}
        shown={figures(id, point.at)}
        label={`${boundaryNumber(point.row)} ${t(`coords.${id}`)}`}
        columns={typable}
      />
    ),
  });
  const ringName = (point: BoundaryPoint): string => {
    const own = rings.find((one) => one.ring === point.ring);
    return own === undefined ? '' : t(own.hole ? 'coords.hole-of' : 'coords.part-n', { n: own.part + 1 });
  };
  const columns: readonly Column<BoundaryPoint>[] = [
    { id: 'number', header: t('coords.number'), width: 60, cell: ({ row }) => boundaryNumber(row) },
    ...(rings.length > 1 ? [{ id: 'ring', header: t('coords.ring'), width: 120, cell: ringName }] : []),
    ...(zone === null ? [] : [coordinate('x', 112), coordinate('y', 120)]),
    coordinate('lon', 116),
    coordinate('lat', 112),
    {
      id: 'side',
      header: t('coords.side-m'),
      width: 92,
      numeric: true,
      cell: (point) => sideOf(point).lengthM.toFixed(3),
    },
    {
      id: 'bearing',
      header: t('coords.bearing'),
      width: 104,
      numeric: true,
      cell: (point) => <span className="path">{formatBearing(sideOf(point).bearingDeg, true)}</span>,
    },
    {
      id: 'to',
      header: t('coords.side-to'),
      width: 60,
      cell: ({ next }) => <span className="mut">{boundaryNumber(next.row)}</span>,
    },
  ];

  const before = polygonAreaM2(geometry);
  const replacement = (read: ParsedTable) => {
    const shape = withTable(geometry, ring, read);
    const after = shape === null ? null : polygonAreaM2(shape);
    return (
      <>
        <ShownShape uid={record.uid} shape={shape} />
        {after === null ? null : (
          <p>
            {t('coords.area-change', {
              before: areaNumber(before, 'mu'),
              after: areaNumber(after, 'mu'),
              change: `${after < before ? '−' : '+'}${areaNumber(Math.abs(after - before), 'mu')}`,
            })}
          </p>
        )}
      </>
    );
  };

  return (
    <div
      className="boundary"
      onPaste={(event) => {
        const text = event.clipboardData.getData('text/plain');
        const inField =
          event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null;
        if (inField || table.writable !== true || text.trim().split(/[\r\n]+/).length < 2) return;
        event.preventDefault();
        table.cancel();
        setPasted(text);
      }}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLElement && event.target.closest('input, textarea, button')) return;
        if (event.key === 'Delete' || event.key === 'Insert') {
          // Else the key would be that of the window and delete the feature.
          event.preventDefault();
          if (table.writable === true) void (event.key === 'Delete' ? table.remove() : table.insert());
        } else if (event.key === 'F2') {
          event.preventDefault();
          table.begin(table.current, typable[0] ?? 'lon');
        }
      }}
    >
      <BoundaryBar record={record} table={table} zone={zone} onPaste={() => setPasted('')} />
      {table.failure === null ? null : (
        <p className="problem" role="alert">
          <SeverityShape kind="error" />
          {failure(table.failure)}
        </p>
      )}
      <div className="halves">
        <VirtualTable<BoundaryPoint>
          label={t('ui.tab.boundary')}
          columns={columns}
          count={table.count}
          row={(index) => boundaryPoint(geometry, rings, index)}
          rowKey={({ row }) => String(row)}
          isSelected={({ row }) => row === table.current}
          current={table.current}
          onPick={(index) => {
            if (table.edit?.row !== index) table.pick(index);
          }}
          onOpen={(index) => table.begin(index, typable[0] ?? 'lon')}
          minWidth={columns.reduce((sum, { width }) => sum + (typeof width === 'number' ? width : 140), 0)}
        />
        {pasted === null ? null : (
          <div className="paste-side">
            <PastePoints
              context={context}
              initial={pasted}
              use={({ count }) => t('coords.replace', { n: count })}
              refuse={(read) => {
                if (read.errors.length > 0) return t('coords.reason.errors');
                return withTable(geometry, ring, read) === null
                  ? t('coords.reason.rings', { own: rings.length, read: read.rings.length })
                  : undefined;
              }}
              summary={replacement}
              onUse={(read) => {
                const shape = withTable(geometry, ring, read);
                if (shape === null) return;
                void giveShape(record, shape).then((done) => {
                  if (done) setPasted(null);
                });
              }}
              onCancel={() => setPasted(null)}
            />
          </div>
        )}
      </div>
    </div>
  );
}
