import './csp.ts';
import './ui/press-style.ts';
import './ui/app.css';
import { useEffect } from 'react';
import { useClipboardKeys } from './commands/use-clipboard.ts';
import { useShortcuts } from './commands/use-shortcuts.ts';
import { LanguageProvider } from './i18n/provider.tsx';
import { useText } from './i18n/use-text.ts';
import { BackgroundDialogs } from './panels/background/background-dialogs.tsx';
import { FindingDialogs } from './panels/findings/finding-dialogs.tsx';
import { ExportDialog } from './panels/export/export-dialog.tsx';
import { ImportDialog } from './panels/import/import-dialog.tsx';
import { LayerDialogs } from './panels/layer-work/layer-dialogs.tsx';
import { MainFrame } from './panels/main-frame.tsx';
import { NewBlueprintDialog } from './panels/new-blueprint/new-blueprint-dialog.tsx';
import { FieldOpen } from './panels/field-open/index.tsx';
import { SendDialogs } from './panels/field-out/index.tsx';
import { PackageDialogs } from './panels/package/index.tsx';
import { NoticeDialog } from './panels/notice/notice-dialog.tsx';
import { OpinionsDialog } from './panels/notice/opinions-dialog.tsx';
import { Palette } from './panels/palette/palette.tsx';
import { PhotoViewer } from './panels/photos/photo-viewer.tsx';
import { QuotaDialog } from './panels/quota/quota-dialog.tsx';
import { RulesetDialog } from './panels/ruleset/ruleset-dialog.tsx';
import { ShortcutSheet } from './panels/shortcuts/shortcut-sheet.tsx';
import { SnapBordersDialog } from './panels/snap-borders/index.tsx';
import { StartScreen } from './panels/start/start-screen.tsx';
import { TablesDialog } from './panels/tables/tables-dialog.tsx';
import { VersionDialogs } from './panels/versions/index.tsx';
import { startSession } from './state/connect.ts';
import { useDialogs } from './state/dialogs.ts';
import { useFieldMode } from './state/field-mode.ts';
import { useLayout } from './state/layout.ts';
import { useNotices } from './state/notices.ts';
import { usePhotos } from './state/photos.ts';
import { useSession } from './state/session.ts';
import { useSheets } from './state/sheets.ts';
import { Toasts } from './ui/toast.tsx';

/** The window: start screen or main frame, the dialog in front, notices. */
export function App() {
  useEffect(startSession, []);
  useShortcuts();
  useClipboardKeys();
  const shell = useSession((state) => state.shell);
  const blueprint = useSession((state) => state.blueprint);
  const dialog = useDialogs((state) => state.open);
  if (shell === null) return null;
  return (
    <LanguageProvider>
      {blueprint === null ? <StartScreen /> : <MainFrame />}
      {dialog === 'new-blueprint' ? <NewBlueprintDialog /> : null}
      {dialog === 'import' && blueprint !== null ? <ImportDialog /> : null}
      {(dialog === 'export' || dialog === 'export-selected') && blueprint !== null ? <ExportDialog /> : null}
      {dialog === 'ruleset' && blueprint !== null ? <RulesetDialog /> : null}
      {dialog === 'notice' && blueprint !== null ? <NoticeDialog /> : null}
      {dialog === 'opinions' && blueprint !== null ? <OpinionsDialog /> : null}
      {dialog === 'quota' && blueprint !== null ? <QuotaDialog /> : null}
      {dialog === 'tables' && blueprint !== null ? <TablesDialog /> : null}
      {dialog === 'snap-borders' && blueprint !== null ? <SnapBordersDialog /> : null}
      {blueprint === null ? null : <FindingDialogs />}
      {blueprint === null ? null : <LayerDialogs />}
      {blueprint === null ? null : <VersionDialogs />}
      {blueprint === null ? null : <BackgroundDialogs />}
      {blueprint === null ? null : <PackageDialogs />}
      {blueprint === null ? null : <SendDialogs />}
      {blueprint === null ? null : <PhotoViewer />}
      <FieldOpen />
      {dialog === 'palette' && blueprint !== null ? <Palette /> : null}
      {dialog === 'shortcuts' ? <ShortcutSheet /> : null}
      <Notices />
    </LanguageProvider>
  );
}

/** Over the map of field mode, above its bar. */
const FIELD_INSET = { right: 12 + 376, bottom: 56 + 48 };

/** Over the picture of the viewer, above its bar and beside its facts. */
const VIEWER_INSET = { right: 16 + 376 + 56 + 12, bottom: 16 + 64 + 12 };

/** Beside the form of the editor of sheets. */
const SHEETS_INSET = { right: 12 + 304, bottom: 36 };

function Notices() {
  const { t, failure } = useText();
  const { notices, remove } = useNotices();
  const layout = useLayout();
  const open = useSession((state) => state.blueprint !== null);
  const sheets = useSheets((state) => state.open);
  // At the lower right corner of the map, so that no button of a panel is covered.
  const rightOpen = open && layout.rightOpen && !(layout.dockOpen && layout.dockMax);
  const field = useFieldMode((state) => state.on) && open;
  const viewer = usePhotos((state) => state.viewed !== null);
  const inset = viewer
    ? VIEWER_INSET
    : field
      ? FIELD_INSET
      : sheets
        ? SHEETS_INSET
        : {
            right: 12 + (rightOpen ? layout.right : 0),
            bottom: 36 + (open && layout.dockOpen && !layout.dockMax ? layout.dock + 44 : 0),
          };
  return (
    <Toasts
      label={t('ui.notices')}
      closeLabel={t('ui.close')}
      inset={inset}
      onClose={remove}
      items={notices.map(({ id, kind, text, action }) => ({
        id,
        kind,
        text: 'failure' in text ? failure(text.failure) : t(text.key, text.params),
        ...(action === undefined ? {} : { action: { label: t(action.key), run: action.run } }),
      }))}
    />
  );
}
