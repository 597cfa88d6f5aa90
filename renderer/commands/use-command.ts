import { useText } from '../i18n/use-text.ts';
import { useCompare } from '../state/compare.ts';
import { useDialogs } from '../state/dialogs.ts';
import { useFindings } from '../state/findings.ts';
import { useFindingsMap } from '../state/findings-map.ts';
import { useLayers } from '../state/layers.ts';
import { useLayout } from '../state/layout.ts';
import { useSelection } from '../state/selection.ts';
import { useSession } from '../state/session.ts';
import { useSettings } from '../state/settings.ts';
import { useTool } from '../state/tool.ts';
import { historyText } from '../i18n/history-text.ts';
import type { UiCommand } from './types.ts';

/** A command as a control shows it now. */
export interface ShownCommand {
  readonly label: string;
  /** The label with what it would act on. */
  readonly tip: string;
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
  useSettings((state) => state.theme);
  useFindings((state) => `${state.check?.running} ${state.findings?.length}`);
  useFindingsMap((state) => `${state.focused} ${state.visible}`);
  useTool((state) => `${state.tool} ${state.drawLayer} ${state.snapping}`);
}

/** How commands are shown now; use with {@link useCommandState}. */
export function useShow(): (command: UiCommand) => ShownCommand {
  const { t, language } = useText();
  return (command) => {
    const available = command.available();
    const label = t(command.label);
    const detail = command.detail?.() ?? null;
    return {
      label,
      tip:
        detail === null
          ? label
          : t('ui.command-of', { label, what: historyText(language, detail.key, detail.params) }),
      keys: command.keys?.[0],
      reason: available === true ? undefined : t(available.key, available.params),
      on: command.on?.() ?? false,
      run: command.run,
    };
  };
}
