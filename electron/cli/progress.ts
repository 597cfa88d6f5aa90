import type { Language } from '../../shared/i18n/languages.ts';
import { text } from '../../shared/i18n/text.ts';
import type { Progress } from '../../shared/bridge/contract.ts';

const EVERY_MS = 120;

/** A line that overwrites itself on a terminal; silent where standard error is a file or a pipe. */
export function progressLine(stream: NodeJS.WriteStream, language: Language) {
  let last = 0;
  let shown = false;
  const clear = (): void => {
    if (shown) stream.write('\r\x1b[K');
    shown = false;
  };
  return {
    clear,
    show: (progress: Progress): void => {
      const now = Date.now();
      if (!stream.isTTY || now - last < EVERY_MS) return;
      last = now;
      shown = true;
      const share = progress.share === null ? '' : ` ${Math.round(progress.share * 100)}%`;
      stream.write(`\r\x1b[K${text(language, progress.stage, progress.params)}${share}`);
    },
  };
}
