import { create } from 'zustand';
import type { CommandPreview } from '../../shared/bridge/store-contract.ts';
import type { Failure } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';

/** What a fix would do, while the pointer or the focus rests on it. */
interface FixPreviewState {
  /** The offer that is looked at; null for none. */
  readonly of: string | null;
  /** Null until the answer is there. */
  readonly preview: CommandPreview | null;
  readonly failure: Failure | null;
}

export const useFixPreview = create<FixPreviewState>(() => ({ of: null, preview: null, failure: null }));

/** Asks the store what a command would do and shows it, unless another has been looked at meanwhile. */
export async function previewFix(of: string, command: string, params: unknown): Promise<void> {
  const store = services()?.store;
  if (!store) return;
  useFixPreview.setState({ of, preview: null, failure: null });
  const result = await store.preview({ command, params });
  if (useFixPreview.getState().of !== of) return;
  useFixPreview.setState(result.ok ? { preview: result.value } : { failure: result.error });
}

export const endFixPreview = (): void => useFixPreview.setState({ of: null, preview: null, failure: null });
