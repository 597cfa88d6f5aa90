import { initials } from '../../shared/search/pinyin.ts';
import type { MenuSection } from '../ui/menu-list.tsx';
import type { UiCommand } from './types.ts';
import { useCommandState, useShow } from './use-command.ts';

/** Commands as entries of a menu, as they are now: names, the user's keys, switches, reasons. */
export function useMenuSections(): (sections: readonly (readonly UiCommand[])[]) => readonly MenuSection[] {
  useCommandState();
  const show = useShow();
  return (sections) =>
    sections.map((section) =>
      section.map((command) => {
        const { tip, about, keys, reason, on, run } = show(command);
        const Icon = command.icon;
        return {
          id: command.id,
          label: tip,
          icon: <Icon className="i" aria-hidden />,
          about,
          letters: initials(tip),
          run,
          ...(keys === undefined ? {} : { keys }),
          ...(reason === undefined ? {} : { reason }),
          ...(command.on === undefined ? {} : { checked: on }),
        };
      }),
    );
}
