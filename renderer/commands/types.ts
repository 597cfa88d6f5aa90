import type { LucideIcon } from 'lucide-react';
import type { Reason } from '../../shared/commands/define-command.ts';

export type CommandGroup = 'tool' | 'edit' | 'check' | 'view' | 'file' | 'panel' | 'help';

/** Something the user can do in the window; feeds the tool bar, the palette, the key bindings and the key sheet. */
export interface UiCommand {
  readonly id: string;
  readonly group: CommandGroup;
  /** Text key of the short name. */
  readonly label: string;
  /** What exactly it would do now (name of the step to undo), where that is more than the label. */
  readonly detail?: () => {
    readonly key: string;
    readonly params?: Readonly<Record<string, string | number>>;
  } | null;
  readonly icon: LucideIcon;
  /** Combinations as written on the key sheet, e.g. `Ctrl+Shift+Z`; the first is shown. */
  readonly keys?: readonly string[];
  /** True, or why it cannot be used now. Read from the state at the moment of asking. */
  readonly available: () => true | Reason;
  /** Whether it is switched on, for tools and toggles. */
  readonly on?: () => boolean;
  readonly run: () => void;
}
