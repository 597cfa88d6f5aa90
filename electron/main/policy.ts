import { PAGE_ORIGIN } from '../../shared/bridge/shell-methods.ts';

/**
 * Security settings of the window as data, so that a test can read them without starting a window.
 * Every value is written out even where it is the default: a default can change with the next Electron.
 */
export const WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

/** Sent as a header with every answer of our scheme (`frame-ancestors` works only so). */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  // Voice notes of the open blueprint and the picture of the camera; no address of a network.
  'media-src blob:',
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** What the page may ask of the browser; everything else is denied. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

const originOf = (url: string): string | null => {
  try {
    const parsed = new URL(url);
    // For a scheme of our own `origin` is "null" in Node, so it is put together here.
    return `${parsed.protocol}//${parsed.host}`;
  } catch {
    return null;
  }
};

export const isOwnUrl = (url: string): boolean => originOf(url) === PAGE_ORIGIN;

export const mayUse = (permission: string, requestingUrl: string): boolean =>
  ALLOWED_PERMISSIONS.has(permission) && isOwnUrl(requestingUrl);

/** Camera and microphone are asked for right after a press; a page that asks by itself is refused. */
export const PRESS_MS = 5000;

/** Presses of a person, as they come to the shell before the page sees them. */
const PRESSES: ReadonlySet<string> = new Set([
  'mouseUp',
  'mouseDown',
  'touchEnd',
  'pointerUp',
  'keyDown',
  'rawKeyDown',
]);
export const isPress = (inputType: string): boolean => PRESSES.has(inputType);

/** What a page asks to record with. */
export interface MediaRequest {
  readonly url: string;
  readonly isMainFrame: boolean;
  /** `audio`, `video`; a share of the screen names none. */
  readonly mediaTypes: readonly string[];
}

/**
 * Whether a request for camera or microphone is answered: from the top frame of our page, for one of the two and not
 * both at once, within moments of a press that the shell has seen.
 *
 * @param sincePressMs how long ago the last press was; null for none since the page was loaded
 */
export const mayRecord = (request: MediaRequest, sincePressMs: number | null): boolean =>
  isOwnUrl(request.url) &&
  request.isMainFrame &&
  request.mediaTypes.length === 1 &&
  ['audio', 'video'].includes(request.mediaTypes[0] ?? '') &&
  sincePressMs !== null &&
  sincePressMs >= 0 &&
  sincePressMs <= PRESS_MS;

/** A message counts only when it comes from the top frame of our own page. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}
export const isTrustedSender = (frame: SenderFrame | null): boolean =>
  frame !== null && frame.parent === null && isOwnUrl(frame.url);

/**
 * The only requests that leave the page: our own scheme, and what never leaves the process.
 * `devtools:` is there for development; it is a scheme of the browser itself.
 */
export const mayRequest = (url: string): boolean =>
  isOwnUrl(url) ||
  url.startsWith('data:') ||
  url.startsWith('blob:app://lantu/') ||
  url.startsWith('devtools:');
