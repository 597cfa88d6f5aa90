import {
  ArrowDown,
  ArrowUp,
  Eye,
  FolderSearch,
  Globe,
  HardDriveDownload,
  ImagePlus,
  ScanSearch,
  Settings2,
  Trash2,
  Unplug,
} from 'lucide-react';
import type { BackgroundState } from '../../shared/background/types.ts';
import type { Reason } from '../../shared/commands/define-command.ts';
import {
  activeBackground,
  changeBackground,
  goOffline,
  moveBackground,
  removeBackground,
  serverOf,
  switchServer,
  useBackgrounds,
  zoomToBackground,
} from '../state/backgrounds.ts';
import { useDialogs } from '../state/dialogs.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

/** There is a background that is meant, and it suits. */
function whenBackground(suits: (background: BackgroundState) => true | Reason = () => true): true | Reason {
  const open = whenOpen();
  if (open !== true) return open;
  const background = activeBackground();
  return background === undefined ? { key: 'background.reason.none' } : suits(background);
}

const whenServer = (suits: (background: BackgroundState) => true | Reason = () => true): true | Reason =>
  whenBackground((background) => {
    if (background.kind !== 'server') return { key: 'background.reason.no-server' };
    return background.status === 'gone' ? { key: 'background.reason.gone' } : suits(background);
  });

const place = (): number => {
  const { items, active } = useBackgrounds.getState();
  return items.findIndex(({ id }) => id === active);
};

const withActive = (work: (background: BackgroundState) => void) => (): void => {
  const background = activeBackground();
  if (background) work(background);
};

/** Backgrounds of the map: pictures of this computer, and servers that are asked only while the user lets them. */
export const backgroundCommands: readonly UiCommand[] = [
  {
    id: 'background.add',
    group: 'data',
    label: 'background.add',
    icon: ImagePlus,
    menu: ['data', 40],
    available: whenOpen,
    run: () => useDialogs.getState().show('background-add'),
  },
  {
    id: 'background.offline',
    group: 'data',
    label: 'background.go-offline',
    icon: Unplug,
    menu: ['data', 41],
    available: () =>
      useBackgrounds.getState().servers.some(({ on }) => on) ? true : { key: 'background.reason.offline' },
    run: () => void goOffline(),
  },
  {
    id: 'background.zoom',
    group: 'data',
    label: 'background.zoom',
    icon: ScanSearch,
    menu: ['data', 42],
    contexts: { background: 10 },
    available: () =>
      whenBackground(({ tiles }) => (tiles?.bounds ? true : { key: 'background.reason.no-extent' })),
    run: withActive(({ id }) => zoomToBackground(id)),
  },
  {
    id: 'background.online',
    group: 'data',
    label: 'background.online',
    icon: Globe,
    menu: ['data', 43],
    contexts: { background: 20 },
    available: () => whenServer(),
    on: () => activeBackground()?.status === 'on',
    run: withActive(({ server, status }) => {
      if (server !== null) void switchServer(server, status !== 'on');
    }),
  },
  {
    id: 'background.area',
    group: 'data',
    label: 'background.save-area',
    icon: HardDriveDownload,
    menu: ['data', 44],
    contexts: { background: 21 },
    available: () => whenServer(({ status }) => (status === 'on' ? true : { key: 'background.reason.off' })),
    run: withActive(({ server }) => useDialogs.getState().show('background-area', server)),
  },
  {
    id: 'background.server',
    group: 'data',
    label: 'background.edit-server',
    icon: Settings2,
    menu: ['data', 45],
    contexts: { background: 22 },
    available: () => whenServer(),
    run: withActive(({ server }) => {
      if (serverOf(server)) useDialogs.getState().show('background-server', server);
    }),
  },
  {
    id: 'background.find',
    group: 'data',
    label: 'background.find-file',
    icon: FolderSearch,
    menu: ['data', 46],
    contexts: { background: 23 },
    available: () =>
      whenBackground(({ kind }) => (kind === 'file' ? true : { key: 'background.reason.no-file' })),
    run: withActive(({ id }) => useDialogs.getState().show('background-find', id)),
  },
  {
    id: 'background.show',
    group: 'data',
    label: 'background.shown',
    icon: Eye,
    menu: ['data', 47],
    contexts: { background: 30 },
    available: () => whenBackground(),
    on: () => activeBackground()?.visible ?? false,
    run: withActive(({ id, visible }) => void changeBackground(id, { visible: !visible })),
  },
  {
    id: 'background.up',
    group: 'data',
    label: 'background.up',
    icon: ArrowUp,
    menu: ['data', 48],
    contexts: { background: 31 },
    available: () => whenBackground(() => (place() > 0 ? true : { key: 'background.reason.topmost' })),
    run: withActive(({ id }) => void moveBackground(id, -1)),
  },
  {
    id: 'background.down',
    group: 'data',
    label: 'background.down',
    icon: ArrowDown,
    menu: ['data', 49],
    contexts: { background: 32 },
    available: () =>
      whenBackground(() =>
        place() < useBackgrounds.getState().items.length - 1 ? true : { key: 'background.reason.lowest' },
      ),
    run: withActive(({ id }) => void moveBackground(id, 1)),
  },
  {
    id: 'background.remove',
    group: 'data',
    label: 'background.remove',
    icon: Trash2,
    menu: ['data', 50],
    contexts: { background: 40 },
    available: () => whenBackground(),
    run: withActive(({ id }) => void removeBackground(id)),
  },
];
