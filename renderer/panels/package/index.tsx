import { useDialogs } from '../../state/dialogs.ts';
import { MakeDialog } from './make-dialog.tsx';
import { ReceiveDialog } from './receive-dialog.tsx';

/** The dialogs of plan packages: making one, and receiving one of others. */
export function PackageDialogs() {
  const open = useDialogs((state) => state.open);
  if (open === 'package-make') return <MakeDialog />;
  return open === 'package-receive' ? <ReceiveDialog /> : null;
}
