import { useEffect, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useSettings } from '../state/settings.ts';

/** Gives the components their locale, and the document its language and theme. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const language = useSettings((state) => state.settings.language);
  const theme = useSettings((state) => state.theme);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return <I18nProvider locale={language === 'en' ? 'en-GB' : 'zh-CN'}>{children}</I18nProvider>;
}
