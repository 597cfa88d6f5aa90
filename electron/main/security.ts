import { app, type MediaAccessPermissionRequest, type Session, type WebContents } from 'electron';
import { isOwnUrl, isPress, mayRecord, mayRequest, mayUse } from './policy.ts';

/** When somebody last pressed something in a window, on the clock of this process. */
const pressed = new WeakMap<WebContents, number>();

const sincePress = (contents: WebContents): number | null => {
  const at = pressed.get(contents);
  return at === undefined ? null : performance.now() - at;
};

/** Nothing a page does opens a window, leaves our page or embeds another; what a person presses is noted. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('input-event', (_input, { type }) => {
      if (isPress(type)) pressed.set(contents, performance.now());
    });
    contents.on('did-start-loading', () => pressed.delete(contents));
  });
}

/** No permission but those of the table, no download, and no request that leaves this machine. */
export function lockSession(session: Session, onRefused: (url: string) => void): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    if (permission !== 'media') return answer(mayUse(permission, contents.getURL()));
    const { mediaTypes = [], requestingUrl, isMainFrame } = details as MediaAccessPermissionRequest;
    // The page that holds the frame and the frame that asks are both ours, or nothing is recorded.
    answer(
      isOwnUrl(contents.getURL()) &&
        mayRecord({ url: requestingUrl, isMainFrame, mediaTypes }, sincePress(contents)),
    );
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, `${origin}/`));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // Off in the window's settings is not enough: the session would fetch dictionaries all the same.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerDictionaryDownloadURL('app://lantu/no-dictionaries/');
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = mayRequest(details.url);
    if (!allowed) onRefused(details.url);
    answer({ cancel: !allowed });
  });
}

/**
 * Chromium's own background traffic (component updates, field trials, spell lists) is switched off at the start,
 * and no name is ever looked up: what is overlooked here ends at the resolver, inside this process.
 */
export function silenceChromium(): void {
  const { commandLine } = app;
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-sync');
  commandLine.appendSwitch('no-pings');
  commandLine.appendSwitch('no-first-run');
  commandLine.appendSwitch('dns-prefetch-disable');
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}
