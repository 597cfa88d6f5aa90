import { defineQuota } from './define-quota.ts';

/** 低于下达任务: less than the floor that was handed down. Farmland is held against it net of ridges. */
export const quotaShortfall = defineQuota({
  id: 'quota-shortfall',
  direction: 'floor',
  messageOf: () => 'quota-floor',
  messages: ['quota-floor'],
  excess: 'short',
});
