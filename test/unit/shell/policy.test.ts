import { describe, expect, it } from 'vitest';
import {
  CONTENT_SECURITY_POLICY,
  PRESS_MS,
  WEB_PREFERENCES,
  isPress,
  isTrustedSender,
  mayRecord,
  mayRequest,
  mayUse,
} from '../../../electron/main/policy.ts';

describe('window settings', () => {
  it('isolate the page', () => {
    expect(WEB_PREFERENCES).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      experimentalFeatures: false,
    });
    expect(WEB_PREFERENCES).not.toHaveProperty('enableBlinkFeatures');
  });
});

describe('content security policy', () => {
  const directives = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((part) => {
      const [name = '', ...sources] = part.split(' ');
      return [name, sources];
    }),
  );
  it('starts from nothing and lets no inline or evaluated code run', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('style-src')).toEqual(["'self'"]);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:|wss?:/);
    expect(directives.get('media-src')).toEqual(['blob:']);
    for (const name of ['base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
      expect(directives.get(name)).toEqual(["'none'"]);
    }
  });
});

describe('senders', () => {
  const top = { parent: null };
  it.each([
    ['our page', { url: 'app://lantu/', ...top }, true],
    ['our page, deeper', { url: 'app://lantu/index.html#x', ...top }, true],
    ['a frame inside our page', { url: 'app://lantu/', parent: {} }, false],
    ['another host of our scheme', { url: 'app://other/', ...top }, false],
    ['a host that begins like ours', { url: 'app://lantu.example/', ...top }, false],
    ['user info before another host', { url: 'app://lantu@other/', ...top }, false],
    ['the web', { url: 'https://lantu/', ...top }, false],
    ['a blank page', { url: 'about:blank', ...top }, false],
    ['nothing', { url: '', ...top }, false],
    ['a file', { url: 'file:///app://lantu/', ...top }, false],
    ['no frame', null, false],
  ])('%s: %o', (_name, frame, trusted) => {
    expect(isTrustedSender(frame)).toBe(trusted);
  });
});

describe('requests and permissions', () => {
  it.each([
    ['app://lantu/assets/a.js', true],
    ['data:image/png;base64,AA', true],
    ['blob:app://lantu/1234', true],
    ['blob:https://example.org/1', false],
    ['https://example.org/', false],
    ['http://127.0.0.1:8080/', false],
    ['ws://localhost/', false],
    ['file:///etc/passwd', false],
    ['app://example/', false],
    ['ftp://example.org/', false],
  ])('request %s: %s', (url, allowed) => {
    expect(mayRequest(url)).toBe(allowed);
  });

  it.each([
    'geolocation',
    'media',
    'notifications',
    'midi',
    'serial',
    'hid',
    'usb',
    'openExternal',
    'clipboard-read',
    'fullscreen',
  ])('denies %s', (permission) => expect(mayUse(permission, 'app://lantu/')).toBe(false));
  it('allows writing text to the clipboard, from our page only', () => {
    expect(mayUse('clipboard-sanitized-write', 'app://lantu/')).toBe(true);
    expect(mayUse('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
  });
});

describe('camera and microphone', () => {
  const request = { url: 'app://lantu/', isMainFrame: true, mediaTypes: ['audio'] };
  it('are given to our page for moments after a press', () => {
    expect(mayRecord(request, 0)).toBe(true);
    expect(mayRecord(request, PRESS_MS)).toBe(true);
    expect(mayRecord({ ...request, mediaTypes: ['video'] }, 100)).toBe(true);
  });
  it.each([
    ['without a press', request, null],
    ['long after it', request, PRESS_MS + 1],
    ['before it', request, -1],
    ['to another page', { ...request, url: 'https://example.org/' }, 0],
    ['to a host that begins like ours', { ...request, url: 'app://lantu.example/' }, 0],
    ['to nobody', { ...request, url: '' }, 0],
    ['to a frame inside our page', { ...request, isMainFrame: false }, 0],
    ['both at once', { ...request, mediaTypes: ['audio', 'video'] }, 0],
    ['as a share of the screen, which names neither', { ...request, mediaTypes: [] }, 0],
    ['for something else', { ...request, mediaTypes: ['screen'] }, 0],
  ])('are refused %s', (_name, asked, since) => expect(mayRecord(asked, since)).toBe(false));
  it('follow presses of buttons, keys and fingers, not the pointer passing by', () => {
    for (const type of ['mouseDown', 'mouseUp', 'touchEnd', 'keyDown', 'rawKeyDown'])
      expect(isPress(type)).toBe(true);
    for (const type of ['mouseMove', 'mouseWheel', 'mouseEnter', 'keyUp', 'touchMove', 'gestureScrollUpdate'])
      expect(isPress(type)).toBe(false);
  });
});
