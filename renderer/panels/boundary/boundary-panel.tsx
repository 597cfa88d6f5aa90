import { MapPinned } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BoundaryTable } from './boundary-table.tsx';
import { usePolygon } from './use-polygon.ts';
import './boundary.css';

/** The boundary points of the selected polygon. */
export function BoundaryPanel() {
  const { t } = useText();
  const subject = usePolygon();
  if (subject.kind === 'polygon') {
    return <BoundaryTable key={`${subject.record.layer} ${subject.record.uid}`} record={subject.record} />;
  }
  if (subject.kind === 'waiting') return <Skeleton rows={5} label={t('ui.loading')} />;
  return (
    <Empty icon={<MapPinned />} title={t(`coords.empty.${subject.kind}`)}>
      {t('coords.empty.text')}
    </Empty>
  );
}
