import { z } from 'zod';
import { text } from '../bridge/schemas.ts';
import { PLAN_IDS } from '../model/layer.ts';
import { STANDINGS, VERSION_TABLE_NAME } from '../model/version.ts';

export const versionName = z.string().trim().min(1).max(60);
export const standing = z.enum(STANDINGS);
export const versionNote = text.max(2000);
export const planId = z.enum(PLAN_IDS).nullable();

export const versionRef = (uid: string) => ({ table: VERSION_TABLE_NAME, uid });
