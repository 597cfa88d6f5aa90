import { useText } from '../i18n/use-text.ts';
import { useContextPlace } from '../state/context-place.ts';
import { useCompare } from '../state/compare.ts';
import { useDialogs } from '../state/dialogs.ts';
import { useFindingPicks } from '../state/finding-picks.ts';
import { useFindings } from '../state/findings.ts';
import { useFindingsMap } from '../state/findings-map.ts';
import { useLayers } from '../state/layers.ts';
import { useLayout } from '../state/layout.ts';
import { useSelection } from '../state/selection.ts';
import { useSession } from '../state/session.ts';
import { useSettings } from '../state/settings.ts';
import { useSheets } from '../state/sheets.ts';
import { useTool } from '../state/tool.ts';
import { historyText } from '../i18n/history-text.ts';
import { commandById } from './catalogue.ts';
import { keysOf } from './keymap.ts';
import type { UiCommand } from './types.ts';

/** A command as a control shows it now. */
export interface ShownCommand {
  readonly label: string;
  /** The full name, for where no tool bar stands around it. */
  readonly title: string;
  /** The label with what it would act on. */
  readonly tip: string;
  /** What it does, in a sentence. */
  readonly about: string;
  /** The user's first combination for it. */
  readonly keys: string | undefined;
  readonly reason: string | undefined;
  readonly on: boolean;
  readonly run: () => void;
}

/** Draws the caller again whenever something changes that commands look at. */
export function useCommandState(): void {
  useSession();
  useLayers();
  useSelection();
  useLayout();
  useCompare((state) => state.mode);
  useDialogs((state) => state.open);
  useSheets((state) => state.open);
  useSettings();
  useContextPlace((state) => state.at);
  useFindingPicks((state) => state.picked);
  useFindings((state) => `${state.check?.running} ${state.findings?.length}`);
  useFindingsMap((state) => `${state.focused} ${state.visible}`);
  useTool(
    (state) =>
      `${state.tool} ${state.drawLayer} ${state.snapping} ${state.sketch.current?.points.length ?? -1}`,
  );
}

/** How commands are shown now; use with {@link useCommandState}. */
export function useShow(): (command: UiCommand) => ShownCommand {
  const { t, language } = useText();
  const own = useSettings((state) => state.settings.keys);
  return (command) => {
    const available = command.available();
    const label = t(command.label);
    const title = t(command.title ?? command.label);
    const detail = command.detail?.() ?? null;
    return {
      label,
      title,
      about: t(`about.${command.id}`),
      tip:
        detail === null
          ? title
          : t('ui.command-of', { label: title, what: historyText(language, detail.key, detail.params) }),
      keys: keysOf(command, own)[0],
      reason: available === true ? undefined : t(available.key, available.params),
      on: command.on?.() ?? false,
      run: command.run,
    };
  };
}

/** The user's keys for a command, for a control that is not made from the catalogue. */
export function useKeysOf(id: string): string | undefined {
  const own = useSettings((state) => state.settings.keys);
  return keysOf(commandById(id), own)[0];
}

/** The same as a property of a button, left out where the command has no keys. */
export function useKeyProps(): (id: string) => { readonly keys?: string } {
  const own = useSettings((state) => state.settings.keys);
  return (id) => {
    const [keys] = keysOf(commandById(id), own);
    return keys === undefined ? {} : { keys };
  };
}
