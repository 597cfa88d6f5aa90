import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../shared/result.ts';

/** What was kept by which blueprint's services, and whether they keep anything. */
const world = vi.hoisted(() => ({
  works: true,
  kept: [] as { readonly name: string; readonly bytes: string }[],
  recorded: [] as { readonly name: string; readonly takenAt: string | null }[],
}));
vi.mock('../../../renderer/bridge/client.ts', () => ({
  services: () => ({
    shell: { keepEvidence: async () => Promise.resolve(ok(1)) },
    query: {
      evidenceCapture: async ({ name, bytes }: { name: string; bytes: Uint8Array }) => {
        if (!world.works) return Promise.resolve(fail('bridge.closed'));
        world.kept.push({ name, bytes: new TextDecoder().decode(bytes) });
        return Promise.resolve(
          ok({ name, kind: 'audio', mime: 'audio/webm', size: 1, sha256: 'x', facts: null }),
        );
      },
      evidenceStage: async () => Promise.resolve(ok({ staging: 's' })),
      fieldWork: async () => Promise.resolve(fail('bridge.closed')),
    },
    store: {
      execute: async ({ params }: { params: { attachments: (typeof world.recorded)[number][] } }) => {
        world.recorded.push(...params.attachments);
        return Promise.resolve(ok({ touched: [], params: {} }));
      },
    },
  }),
  shellClient: () => ({}),
  positionClient: () => null,
  onPosition: () => () => {},
  onServices: () => () => {},
}));

/** A microphone that answers when the test says so. */
class Microphone {
  readonly tracks: { live: boolean; stop(): void }[] = [];
  readonly answers: ((works: boolean) => void)[] = [];
  readonly getUserMedia = async (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      this.answers.push((works) => {
        if (!works) return reject(new Error('NotAllowedError'));
        const track = {
          live: true,
          stop: () => {
            track.live = false;
          },
        };
        this.tracks.push(track);
        resolve({ getTracks: () => [track] });
      });
    });
  live = (): number => this.tracks.filter(({ live }) => live).length;
  answer = async (works = true): Promise<void> => {
    this.answers.shift()!(works);
    await settled();
  };
}
class FakeRecorder extends EventTarget {
  static made: FakeRecorder[] = [];
  state = 'inactive';
  start(): void {
    this.state = 'recording';
    FakeRecorder.made.push(this);
  }
  say(words: string): void {
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob([words]) }));
  }
  stop(): void {
    this.state = 'inactive';
    queueMicrotask(() => this.dispatchEvent(new Event('stop')));
  }
}
const settled = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

let voice: typeof import('../../../renderer/state/voice-note.ts');
let session: typeof import('../../../renderer/state/session.ts');
let notices: typeof import('../../../renderer/state/notices.ts');
let microphone: Microphone;
beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', { ...events, matchMedia: () => ({ matches: false, ...events }) });
  vi.stubGlobal('MediaRecorder', FakeRecorder);
  voice = await import('../../../renderer/state/voice-note.ts');
  session = await import('../../../renderer/state/session.ts');
  notices = await import('../../../renderer/state/notices.ts');
});
beforeEach(() => {
  microphone = new Microphone();
  vi.stubGlobal('navigator', { language: 'zh-CN', mediaDevices: microphone });
  FakeRecorder.made = [];
  Object.assign(world, { works: true, kept: [], recorded: [] });
  voice.useVoice.setState({ phase: 'idle', since: null, unkept: [] });
  notices.useNotices.setState({ notices: [] });
  open('/a.gpkg');
});
const open = (path: string): void => session.useSession.setState({ blueprint: { path } as never });
const begin = (): void => void voice.beginVoice('note.weba', [{ table: 'task', uid: 'one' }]);
const phase = (): string => voice.useVoice.getState().phase;

describe('a voice note', () => {
  it('is recorded once, though the button is pressed twice before the microphone answers', async () => {
    begin();
    expect(phase()).toBe('starting');
    begin();
    expect(microphone.answers).toHaveLength(1);
    await microphone.answer();
    expect(phase()).toBe('recording');
    FakeRecorder.made[0]!.say('东侧');
    voice.endVoice();
    await settled();
    expect(FakeRecorder.made).toHaveLength(1);
    expect(microphone.live()).toBe(0);
    expect(world.kept).toEqual([{ name: 'note.weba', bytes: '东侧' }]);
    expect(world.recorded).toMatchObject([{ name: 'note.weba' }]);
    expect(phase()).toBe('idle');
  });

  it('does not begin where the page was left before the microphone answered', async () => {
    begin();
    voice.endVoice();
    expect(phase()).toBe('idle');
    // Another page asks meanwhile: its recording is not taken for the one that was left.
    begin();
    await microphone.answer();
    expect([microphone.live(), phase()]).toEqual([0, 'starting']);
    await microphone.answer();
    expect([microphone.live(), phase()]).toEqual([1, 'recording']);
    voice.endVoice();
    await settled();
    expect(microphone.live()).toBe(0);
    expect(FakeRecorder.made).toHaveLength(1);
  });

  it('that no microphone gives is told of, and can be asked for again', async () => {
    begin();
    await microphone.answer(false);
    expect(phase()).toBe('idle');
    expect(notices.useNotices.getState().notices).toMatchObject([
      { text: { failure: { code: 'field.no-microphone' } } },
    ]);
    begin();
    await microphone.answer();
    expect(phase()).toBe('recording');
    voice.endVoice();
    await settled();
  });

  it('that cannot be kept is held, with its time, and kept when that is asked for again', async () => {
    begin();
    await microphone.answer();
    FakeRecorder.made[0]!.say('沟渠改道');
    world.works = false;
    voice.endVoice();
    await settled();
    const [held] = voice.useVoice.getState().unkept;
    expect(held).toMatchObject({ name: 'note.weba' });
    const [notice] = notices.useNotices.getState().notices;
    expect(notice).toMatchObject({ kind: 'error', action: { key: 'field.voice-again' } });
    await voice.keepVoiceAgain(held!);
    expect(voice.useVoice.getState().unkept).toEqual([held]);
    world.works = true;
    notice!.action!.run();
    await settled();
    expect(voice.useVoice.getState().unkept).toEqual([]);
    expect(world.kept).toEqual([{ name: 'note.weba', bytes: '沟渠改道' }]);
    expect(world.recorded[0]!.takenAt).toBe(held!.placing.takenAt);
    // It is there: a notice that still offers it writes it no second time.
    notice!.action!.run();
    await settled();
    expect(world.recorded).toHaveLength(1);
  });

  it('is put into no other blueprint than the one it was begun in', async () => {
    begin();
    await microphone.answer();
    FakeRecorder.made[0]!.say('田埂');
    open('/b.gpkg');
    voice.endVoice();
    await settled();
    expect(world.kept).toEqual([]);
    expect(notices.useNotices.getState().notices).toMatchObject([
      { text: { failure: { code: 'field.other-blueprint' } } },
    ]);
    open('/a.gpkg');
    await voice.keepVoiceAgain(voice.useVoice.getState().unkept[0]!);
    expect(world.kept).toHaveLength(1);
  });

  it('in which nothing was recorded is told of and not held', async () => {
    begin();
    await microphone.answer();
    voice.endVoice();
    await settled();
    expect(voice.useVoice.getState().unkept).toEqual([]);
    expect(notices.useNotices.getState().notices).toMatchObject([
      { text: { failure: { code: 'field.no-recording' } } },
    ]);
  });
});
