import { defineTable } from '../define-table.ts';
import { fourClassMessages, fourClassParams } from '../four-class.ts';

/** 基期与规划四类差异. Figures and a map, no findings. */
export const differenceBaselinePlan = defineTable({
  id: 'difference-baseline-plan',
  params: fourClassParams,
  messages: fourClassMessages,
});
