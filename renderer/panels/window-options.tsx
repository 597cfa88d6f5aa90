import { Moon, Sun } from 'lucide-react';
import { useText } from '../i18n/use-text.ts';
import { useSettings } from '../state/settings.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ToolButton } from '../ui/tool-button.tsx';

/** Language and theme, at the right of the title row. */
export function WindowOptions() {
  const { t, language } = useText();
  const theme = useSettings((state) => state.theme);
  const change = useSettings((state) => state.change);
  const next = theme === 'dark' ? 'light' : 'dark';
  return (
    <>
      <ToolButton
        label={t('ui.language')}
        tip={t('ui.switch-language')}
        onPress={() => void change({ language: language === 'en' ? 'zh-CN' : 'en' })}
      >
        {null}
      </ToolButton>
      <IconButton label={t(`ui.theme.${next}`)} onPress={() => void change({ theme: next })}>
        {theme === 'dark' ? <Sun className="i" /> : <Moon className="i" />}
      </IconButton>
    </>
  );
}
