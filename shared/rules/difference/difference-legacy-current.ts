import { defineTable } from '../define-table.ts';
import { fourClassMessages, fourClassParams } from '../four-class.ts';

/** 原规划与现规划四类差异. Figures and a map, no findings. */
export const differenceLegacyCurrent = defineTable({
  id: 'difference-legacy-current',
  params: fourClassParams,
  messages: fourClassMessages,
});
