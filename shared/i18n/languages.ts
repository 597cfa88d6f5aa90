export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
export const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text);
