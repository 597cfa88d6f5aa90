import { useEffect, useRef, useState } from 'react';
import { byteText } from '../../../shared/background/byte-text.ts';
import type { CallOptions, Progress } from '../../../shared/bridge/contract.ts';
import type { FieldTask, WrittenBox } from '../../../shared/bridge/exchange-contract.ts';
import type { OUTGOING } from '../../../shared/commands/record-exchange.command.ts';
import { FAT32_BYTES } from '../../../shared/exchange/box-header.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import { ok, type Failure, type Result } from '../../../shared/result.ts';
import { services, type Services } from '../../bridge/client.ts';
import { runJob } from '../../state/jobs.ts';
import { notify } from '../../state/notices.ts';

/** What every box is asked: how it is locked and cut. */
export interface BoxChoices {
  readonly locked: boolean;
  readonly passphrase: string;
  readonly again: string;
  readonly split: boolean;
}
export const FIRST_BOX: BoxChoices = { locked: true, passphrase: '', again: '', split: true };

/** Key of why a box cannot be made yet; null where it can. */
export function boxReason({ locked, passphrase, again }: BoxChoices): string | null {
  if (!locked) return null;
  if (passphrase === '') return 'send.need.passphrase';
  return passphrase === again ? null : 'send.need.same';
}

export const boxForm = ({ locked, passphrase, split }: BoxChoices) => ({
  passphrase: locked ? passphrase : null,
  volumeBytes: split ? FAT32_BYTES : Number.MAX_SAFE_INTEGER,
  held: true,
});

/** What came of it, and how it is kept in the blueprint. The box is held until it is. */
export interface Sent {
  /** Features or changes in it. */
  readonly count: number;
  readonly baseSeq: number;
  readonly details: unknown;
  readonly tasks: readonly FieldTask[];
}

export interface Sending {
  readonly kind: (typeof OUTGOING)[number];
  readonly name: string;
  readonly done: string;
  readonly pack: (
    client: Services,
    file: string,
    uuid: string,
    options: CallOptions,
  ) => Promise<Result<Sent>>;
}

type Done = WrittenBox & Pick<Sent, 'count'>;

const EXTENSIONS = { 'field-out': 'lantu-field', 'changes-out': 'lantu-changes' } as const;
const nameOf = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;

/** Asks where to, makes a box, and keeps in the blueprint that it went out. */
export function useSend() {
  const [state, setState] = useState<{
    readonly busy: boolean;
    readonly progress: Progress | null;
    readonly failure: Failure | null;
  }>({ busy: false, progress: null, failure: null });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const failed = (failure: Failure): false => {
    setState({ busy: false, progress: null, failure: failure.code === 'cancelled' ? null : failure });
    return false;
  };
  return {
    state,
    cancel: () => abort.current?.abort(),
    /** True when it is done. */
    send: async ({ kind, name, done, pack }: Sending): Promise<boolean> => {
      const client = services();
      if (client === null) return false;
      const suggested = `${name.replaceAll(/[\\/:*?"<>|]/g, ' ')}.${EXTENSIONS[kind]}`;
      const chosen = await client.shell.chooseExchangeTarget({ suggested });
      if (!chosen.ok) return failed(chosen.error);
      if (chosen.value === null) return false;
      const { token, name: file } = chosen.value;
      setState({ busy: true, progress: null, failure: null });
      const uuid = uuidv7(Date.now(), (size) => crypto.getRandomValues(new Uint8Array(size)));
      const sent = await runJob({ key: 'send.job', params: { file } }, async (job): Promise<Result<Done>> => {
        const control = new AbortController();
        abort.current = control;
        job.signal?.addEventListener('abort', () => control.abort(), { once: true });
        const packed = await pack(client, token, uuid, {
          signal: control.signal,
          onProgress: (progress) => {
            job.onProgress?.(progress);
            setState((now) => ({ ...now, progress }));
          },
        });
        if (!packed.ok) return packed;
        const { baseSeq, count, details, tasks } = packed.value;
        const params = { kind, uuid, name, baseSeq, details: JSON.stringify(details), tasks: [...tasks] };
        const kept = await client.store.execute({ command: 'record-exchange', params });
        const box = await client.query.boxFinish({ uuid, kept: kept.ok });
        if (!kept.ok) return kept;
        return box.ok ? ok({ ...box.value, count }) : box;
      });
      if (!sent.ok) return failed(sent.error);
      const { files, bytes, count } = sent.value;
      notify('ok', done, { files: files.map(nameOf).join(' '), count, size: byteText(bytes) });
      return true;
    },
  };
}
