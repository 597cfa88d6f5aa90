import { SHEET_TABLE_NAME } from '../print/kept-sheet.ts';

export const sheetRef = (uid: string) => ({ table: SHEET_TABLE_NAME, uid });
