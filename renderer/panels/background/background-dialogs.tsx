import { useBackgrounds } from '../../state/backgrounds.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { AddDialog } from './add-dialog.tsx';
import { AreaDialog } from './area-dialog.tsx';
import { FindDialog } from './find-dialog.tsx';
import { ServerDialog } from './server-dialog.tsx';
import './background.css';

/** The dialogs about backgrounds: adding one, finding its file again, its server, an area for offline use. */
export function BackgroundDialogs() {
  const open = useDialogs((state) => state.open);
  const about = useDialogs((state) => state.layer);
  const { items, servers } = useBackgrounds();
  const server = servers.find(({ id }) => id === about);
  if (open === 'background-add') return <AddDialog />;
  if (open === 'background-find') {
    const item = items.find(({ id }) => id === about);
    return item ? <FindDialog background={item} /> : null;
  }
  if (server === undefined) return null;
  if (open === 'background-server') return <ServerDialog server={server} />;
  return open === 'background-area' ? <AreaDialog server={server} /> : null;
}
