import type { RecentFile } from '../../../shared/bridge/shell-contract.ts';
import { formatTime } from '../../../shared/i18n/format.ts';
import { today } from '../../i18n/today.ts';

/** Files whose name or path has the text, in any case. */
export function matching(files: readonly RecentFile[], search: string): readonly RecentFile[] {
  const text = search.trim().toLowerCase();
  if (text === '') return files;
  return files.filter((file) => `${file.name}\n${file.path}`.toLowerCase().includes(text));
}

/** The time of day for today's files, else the date. */
export function openedWhen(iso: string, now: Date): { readonly today: boolean; readonly text: string } {
  const [day = '', time = ''] = formatTime(iso).split(' ');
  return day === today(now) ? { today: true, text: time.slice(0, 5) } : { today: false, text: day };
}
