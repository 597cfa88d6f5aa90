import { shellClient } from '../bridge/client.ts';
import type { BlueprintInfo } from '../../shared/bridge/store-contract.ts';
import type { Result } from '../../shared/result.ts';
import { notifyFailure } from './notices.ts';
import { useSession } from './session.ts';

/** Waits for the shell to open a file; the whole window waits with it. Null when the user cancelled. */
async function opening(
  call: () => Promise<Result<BlueprintInfo | null>>,
): Promise<Result<BlueprintInfo | null>> {
  const opened = await call();
  if (!opened.ok) notifyFailure(opened.error);
  useSession.setState({ busy: null });
  return opened;
}

const waiting = (): void => useSession.setState({ busy: { share: null, stage: 'start.opening' } });

/** Builds the sample county on first use, then opens it. */
export const openSample = () => {
  waiting();
  return opening(() => shellClient().openSample({}));
};

export const openRecent = (token: string) => {
  waiting();
  return opening(() => shellClient().openRecent({ token }));
};

export const openFile = () => opening(() => shellClient().openDialog({}));

export const createBlueprint = (
  blueprint: Parameters<ReturnType<typeof shellClient>['createDialog']>[0]['blueprint'],
) => opening(() => shellClient().createDialog({ blueprint }));

export async function closeBlueprint(): Promise<void> {
  const closed = await shellClient().close({});
  if (!closed.ok) notifyFailure(closed.error);
}
