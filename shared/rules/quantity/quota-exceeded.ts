import { defineQuota } from './define-quota.ts';

/** 超出下达规模: more land than was allotted. Construction land has the words of its own. */
export const quotaExceeded = defineQuota({
  id: 'quota-exceeded',
  direction: 'ceiling',
  messageOf: (kind) => (kind === 'construction_land' ? 'quota' : 'quota-ceiling'),
  messages: ['quota', 'quota-ceiling'],
  excess: 'over',
});
