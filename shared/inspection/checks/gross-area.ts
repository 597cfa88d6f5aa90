import type { Finding } from '../../rules/rule.ts';
import type { InspectionCheck } from '../define-check.ts';
import type { InspectionModel } from '../types.ts';

const m2Of = ({ message }: Finding, name: string): number => {
  const param = message.params[name];
  return param?.kind === 'area' ? param.m2 : 0;
};

/** Beyond both limits: a share of the true area, and an area. */
export const isGross = (storedM2: number, trueM2: number, limits: InspectionModel['limits']): boolean => {
  const off = Math.abs(storedM2 - trueM2);
  return off > limits.grossM2 && off > limits.grossShare * trueM2;
};

/**
 * 填写面积粗差: of the stored areas that are not the ellipsoid area, those that are off by more than could be another
 * way of measuring. They count here besides, not instead.
 */
export const grossArea: InspectionCheck = {
  kind: 'rule',
  check: 'R1',
  rules: ['stored-area'],
  takes: (finding, model) => isGross(m2Of(finding, 'stored'), m2Of(finding, 'area'), model.limits),
};
