import { useDialogs } from '../../state/dialogs.ts';
import { VersionDialog } from './version-dialog.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

/** The dialogs of versions. */
export function VersionDialogs() {
  const open = useDialogs((state) => state.open);
  if (open === 'version') return <VersionDialog />;
  return open === 'versions' ? <VersionsDialog /> : null;
}
