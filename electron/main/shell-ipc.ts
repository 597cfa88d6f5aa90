import { ipcMain, type WebContents } from 'electron';
import type { ApiOf, EmitOf } from '../../shared/bridge/contract.ts';
import { shellContract } from '../../shared/bridge/shell-contract.ts';
import { SHELL_METHODS, shellChannel } from '../../shared/bridge/shell-methods.ts';
import { fail, type Result } from '../../shared/result.ts';
import { isTrustedSender, type SenderFrame } from './policy.ts';

type ShellApi = ApiOf<typeof shellContract>;
export type EmitShell = EmitOf<typeof shellContract>;

/**
 * Answers one call: sender first, then the schema, then the handler; whatever happens, a Result comes back.
 * Kept apart from `ipcMain` so that every channel can be tried with wrong senders and wrong parameters.
 */
export async function answerShellCall(
  api: ShellApi,
  name: (typeof SHELL_METHODS)[number],
  sender: SenderFrame | null,
  params: unknown,
  onBug: (where: string, error: unknown) => void,
): Promise<Result<unknown>> {
  if (!isTrustedSender(sender)) return fail('bridge.untrusted-sender');
  const parsed = shellContract.methods[name].params.safeParse(params);
  if (!parsed.success) {
    return fail('bridge.bad-params', { method: name, where: parsed.error.issues[0]?.path.join('.') ?? '' });
  }
  try {
    const handler = api[name] as (
      params: unknown,
      call: { signal: AbortSignal; progress(): void },
    ) => Result<unknown> | Promise<Result<unknown>>;
    return await handler(parsed.data, { signal: new AbortController().signal, progress: () => {} });
  } catch (error) {
    onBug(`shell.${name}`, error);
    return fail('internal', { message: error instanceof Error ? error.message : String(error) });
  }
}

/** The only place that listens to the page. */
export function serveShell(api: ShellApi, onBug: (where: string, error: unknown) => void): void {
  for (const name of SHELL_METHODS) {
    ipcMain.handle(shellChannel(name), (event, params: unknown) =>
      answerShellCall(api, name, event.senderFrame, params, onBug),
    );
  }
}

/** Events to one page. */
export const shellEmitter =
  (contents: WebContents): EmitShell =>
  (name, payload) => {
    if (!contents.isDestroyed()) contents.send(shellChannel(name), payload);
  };
