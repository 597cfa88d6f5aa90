import type { Result } from '../../shared/result.ts';
import { useNotices } from './notices.ts';

/** What changes is on the disk this soon, ms. */
const EVERY_MS = 100;
/** What could not be written is tried again this soon, ms. */
const RETRY_MS = 2000;

/** Keeps the newest text of something unfinished on this computer. */
export interface TextKeeper {
  /** Something has changed: the text is written soon. */
  soon(): void;
  /** Writes what there is and comes to rest: there is no second try. */
  end(): void;
}

/**
 * A text counts as kept once the answer says so; what could not be written is tried again until it is. That is told
 * once, and no longer said when all is well again.
 *
 * @param kept what is on the disk; null when nothing is
 * @param read the text as it is now; null to keep nothing
 * @param put writes a text, or removes it
 */
export function keepText(
  kept: string | null,
  read: () => string | null,
  put: (text: string | null) => Promise<Result<unknown>>,
): TextKeeper {
  /** On the disk, or on its way there; undefined where that is not known since a writing failed. */
  let sent: string | null | undefined = kept;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The notice that tells of the trouble. */
  let told: number | null = null;
  let ended = false;

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const text = read();
    if (text === sent) return;
    sent = text;
    turn += 1;
    const mine = turn;
    const done = await put(text);
    // Of several on their way the last one decides.
    if (mine !== turn) return;
    const { add, remove } = useNotices.getState();
    if (done.ok) {
      if (told !== null) remove(told);
      told = null;
      return;
    }
    sent = undefined;
    told ??= add({ kind: 'error', text: { failure: done.error } });
    soon();
  };
  const soon = (): void => {
    if (!ended) timer ??= setTimeout(() => void write(), told === null ? EVERY_MS : RETRY_MS);
  };
  return {
    soon,
    end: () => {
      ended = true;
      void write();
    },
  };
}
