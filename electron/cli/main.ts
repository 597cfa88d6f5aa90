import { isLanguage } from '../../shared/i18n/languages.ts';
import { runCli } from './run.ts';

const language = process.env.LANTU_LANG ?? (process.env.LANG?.startsWith('en') ? 'en' : 'zh-CN');
process.exitCode = await runCli(process.argv.slice(2), isLanguage(language) ? language : 'zh-CN');
