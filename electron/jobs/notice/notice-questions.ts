import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { ioContract } from '../../../shared/bridge/worker-contracts.ts';
import { fail } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import { noticeDraft } from './notice-draft.ts';
import { readOpinions } from './read-opinions.ts';

/** The questions of the public notice: what it would say, and what came back. */
export function noticeQuestions(
  open: () => Reader | null,
): Pick<ApiOf<typeof ioContract>, 'noticeDraft' | 'opinionsRead'> {
  return {
    noticeDraft: async (request, call) => {
      const reader = open();
      return reader === null ? fail('read.not-open') : noticeDraft(reader, request, call);
    },
    opinionsRead: async ({ paths }, { signal }) => {
      const reader = open();
      return reader === null ? fail('read.not-open') : readOpinions(reader, paths, signal);
    },
  };
}
