import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ ipcMain: { handle: () => {} } }));

import { answerShellCall } from '../../../electron/main/shell-ipc.ts';
import type { ApiOf } from '../../../shared/bridge/contract.ts';
import { shellContract } from '../../../shared/bridge/shell-contract.ts';
import { SHELL_EVENTS, SHELL_METHODS } from '../../../shared/bridge/shell-methods.ts';
import { ok } from '../../../shared/result.ts';

const own = { url: 'app://lantu/', parent: null };
/** Good parameters of every channel; a channel without a row here fails the first test below. */
const GOOD: Record<string, unknown> = {
  state: {},
  setSettings: { language: 'en' },
  recent: {},
  openSample: {},
  openRecent: { token: 'x' },
  openDialog: {},
  createDialog: {
    blueprint: {
      name: 'n',
      countyCode: '990121',
      countyName: 'c',
      zoneEpsg: 4525,
      classification: 'internal',
    },
  },
  close: {},
  chooseImport: {},
  chooseImportFolder: {},
  chooseOpinions: {},
  chooseExport: { suggested: 'x.geojson' },
  choosePackage: { kind: 'zip' },
  choosePackageTarget: { kind: 'folder', suggested: 'x' },
  chooseExchange: {},
  chooseExchangeTarget: { suggested: 'x.lantu-field' },
  chooseAttachments: {},
  chooseTrack: {},
  chooseKey: {},
  chooseBackground: {},
  chooseOfflineArea: { suggested: 'x.mbtiles' },
  startPosition: {},
  chooseRecording: {},
  chooseTrackTarget: { suggested: 'x.gpx' },
  grantStaging: { staging: 'x' },
  keepEvidence: { staging: 'x' },
  setTitle: { title: 'x' },
  keptSketch: { blueprint: '/a.gpkg' },
  keepSketch: { blueprint: '/a.gpkg', sketch: '{}' },
  chooseEvidence: { folder: true },
  basemapScratch: {},
  dropBasemapScratch: {},
  chooseFieldPackage: {},
  chooseFieldFolder: { suggested: 'a' },
  openUnpacked: { folder: 'token' },
  dismissPackage: {},
  keptForm: { blueprint: '/a.gpkg' },
  keepForm: { blueprint: '/a.gpkg', form: null },
  findingsCount: { count: 1 },
  window: { action: 'close' },
};

const called: string[] = [];
const api = Object.fromEntries(
  SHELL_METHODS.map((name) => [name, () => (called.push(name), ok(null))]),
) as unknown as ApiOf<typeof shellContract>;
const bugs: string[] = [];
const answer = (name: (typeof SHELL_METHODS)[number], sender: typeof own | null, params: unknown) =>
  answerShellCall(api, name, sender, params, (where) => bugs.push(where));

describe('shell channels', () => {
  it('are those of the contract, no more and no fewer', () => {
    expect([...SHELL_METHODS].toSorted()).toEqual(Object.keys(shellContract.methods).toSorted());
    expect([...SHELL_EVENTS].toSorted()).toEqual(Object.keys(shellContract.events).toSorted());
    expect(Object.keys(GOOD).toSorted()).toEqual([...SHELL_METHODS].toSorted());
  });

  describe.each(SHELL_METHODS)('%s', (name) => {
    it('answers our page', async () => {
      expect(await answer(name, own, GOOD[name])).toEqual(ok(null));
      expect(called.pop()).toBe(name);
    });
    it.each([
      ['no frame', null],
      ['a frame within', { url: 'app://lantu/', parent: {} as unknown as null }],
      ['another page', { url: 'https://example.org/', parent: null }],
    ])('refuses %s', async (_who, sender) => {
      expect(await answer(name, sender, GOOD[name])).toEqual({
        ok: false,
        error: { code: 'bridge.untrusted-sender' },
      });
      expect(called).toEqual([]);
    });
    it.each([
      ['a number', 5],
      ['nothing', undefined],
      ['null', null],
      ['an extra key', { ...(GOOD[name] as object), surprise: 1 }],
      ['a polluted prototype', JSON.parse('{"__proto__": {"token": "x"}, "constructor": {}}') as unknown],
      ['oversized text', { token: 'x'.repeat(5000), title: 'x'.repeat(5000), suggested: 'x'.repeat(5000) }],
    ])('refuses %s', async (_what, params) => {
      expect(await answer(name, own, params)).toMatchObject({
        ok: false,
        error: { code: 'bridge.bad-params' },
      });
      expect(called).toEqual([]);
    });
  });

  it('answers a thrown bug as a failure and reports it', async () => {
    const broken = {
      ...api,
      state: () => {
        throw new Error('boom');
      },
    } as ApiOf<typeof shellContract>;
    const result = await answerShellCall(broken, 'state', own, {}, (where) => bugs.push(where));
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(bugs).toEqual(['shell.state']);
  });
});
