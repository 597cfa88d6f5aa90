import { create } from 'zustand';
import { MOST_CAPTURED } from '../../shared/bridge/evidence-contract.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { blueprintNow, captureOf, keepCapture, type Capture } from './field-evidence.ts';
import { notifyFailure } from './notices.ts';

const TYPE = 'audio/webm;codecs=opus';
/** Speech needs no more. */
const BITS_PER_SECOND = 32_000;
/** Bytes come this often, ms: what is recorded is counted before it is too much. */
const EVERY_MS = 1000;

/** There is one microphone, and one recording at a time, whatever page asks for it. */
export interface VoiceState {
  /** `starting`: the microphone has been asked for and has not answered yet. */
  readonly phase: 'idle' | 'starting' | 'recording';
  /** When the recording began, milliseconds since 1970; null while nothing is recorded. */
  readonly since: number | null;
  /** Recordings that could not be put into the blueprint: held until they are, or nobody wants them. */
  readonly unkept: readonly Capture[];
}

const IDLE = { phase: 'idle', since: null } as const;
export const useVoice = create<VoiceState>()(() => ({ ...IDLE, unkept: [] }));

/** Of the recording in hand; one that was left while the microphone had not answered is another turn. */
let turn = 0;
let recorder: MediaRecorder | null = null;

/** Lets the microphone go. */
const release = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** Puts a recording into the blueprint; where that fails it is held, and offered to be kept again. */
async function keep(capture: Capture): Promise<void> {
  const done = await keepCapture(capture);
  if (done.ok) return;
  // There is nothing in it to be held.
  if (capture.recorded.size === 0) return notifyFailure(done.error);
  useVoice.setState(({ unkept }) => ({ unkept: [...unkept, capture] }));
  notifyFailure(done.error, { key: 'field.voice-again', run: () => void keepVoiceAgain(capture) });
}

/** Tries to keep a recording that is held; nothing where it has been kept or dropped since. */
export async function keepVoiceAgain(capture: Capture): Promise<void> {
  if (!useVoice.getState().unkept.includes(capture)) return;
  // While it is tried it is not offered.
  dropVoice(capture);
  await keep(capture);
}

/** Lets a recording go that is held. */
export const dropVoice = (capture: Capture): void =>
  useVoice.setState(({ unkept }) => ({ unkept: unkept.filter((one) => one !== capture) }));

/**
 * Asks for the microphone and records until `endVoice`; the note is then kept at once, in the blueprint that was open when
 * it was begun. Nothing where one is recorded, or about to be.
 *
 * @param name of the note's file
 * @param about what it hangs on, the first that is in the file
 */
export async function beginVoice(name: string, about: readonly RecordRef[]): Promise<void> {
  if (useVoice.getState().phase !== 'idle') return;
  useVoice.setState({ phase: 'starting' });
  turn += 1;
  const mine = turn;
  const blueprint = blueprintNow();
  let stream: MediaStream | null = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    if (mine !== turn) return release(stream);
    record(stream, (recorded) => void keep(captureOf(name, recorded, about, blueprint)));
  } catch {
    if (stream !== null) release(stream);
    if (mine !== turn) return;
    recorder = null;
    useVoice.setState(IDLE);
    notifyFailure({ code: 'field.no-microphone' });
  }
}

function record(stream: MediaStream, onRecorded: (recorded: Blob) => void): void {
  const parts: Blob[] = [];
  let size = 0;
  const made = new MediaRecorder(stream, { mimeType: TYPE, audioBitsPerSecond: BITS_PER_SECOND });
  made.addEventListener('dataavailable', ({ data }) => {
    parts.push(data);
    size += data.size;
    if (size > 0.9 * MOST_CAPTURED && made.state === 'recording') made.stop();
  });
  made.addEventListener('stop', () => {
    release(stream);
    if (recorder === made) {
      recorder = null;
      useVoice.setState(IDLE);
    }
    onRecorded(new Blob(parts, { type: TYPE }));
  });
  recorder = made;
  made.start(EVERY_MS);
  useVoice.setState({ phase: 'recording', since: Date.now() });
}

/** Ends the recording, which is then kept; one whose microphone has not answered yet does not begin any more. */
export function endVoice(): void {
  const { phase } = useVoice.getState();
  if (phase === 'starting') {
    turn += 1;
    useVoice.setState(IDLE);
  }
  if (recorder?.state === 'recording') recorder.stop();
}
