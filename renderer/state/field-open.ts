import { create } from 'zustand';
import type { ChosenPackage } from '../../shared/bridge/shell-contract.ts';
import { shellClient } from '../bridge/client.ts';
import { useDialogs } from './dialogs.ts';
import { notifyFailure } from './notices.ts';

/** The package for the field that the dialog in front is about. */
export const useFieldOpen = create<{ readonly chosen: ChosenPackage | null }>()(() => ({ chosen: null }));

export function showFieldPackage(chosen: ChosenPackage): void {
  useFieldOpen.setState({ chosen });
  useDialogs.getState().show('field-open');
}

/** Asks for a package for the field and shows what is needed to open it. */
export async function chooseFieldPackage(): Promise<void> {
  const chosen = await shellClient().chooseFieldPackage({});
  if (!chosen.ok) notifyFailure(chosen.error);
  else if (chosen.value !== null) showFieldPackage(chosen.value);
}

export function closeFieldPackage(): void {
  useDialogs.getState().close();
  useFieldOpen.setState({ chosen: null });
  void shellClient().dismissPackage({});
}
