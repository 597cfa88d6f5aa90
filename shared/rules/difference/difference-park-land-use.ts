import { defineTable } from '../define-table.ts';
import { fourClassMessages, fourClassParams } from '../four-class.ts';

/** 园区细部与规划用地四类差异. Figures and a map, no findings. */
export const differenceParkLandUse = defineTable({
  id: 'difference-park-land-use',
  params: fourClassParams,
  messages: fourClassMessages,
});
