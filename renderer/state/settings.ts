import { create } from 'zustand';
import type { Settings } from '../../shared/bridge/shell-contract.ts';
import { shellClient } from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';

export interface SettingsState {
  readonly settings: Settings;
  /** The theme in use: the system's where the setting says so. */
  readonly theme: 'light' | 'dark';
  /** Settings that came from the shell. */
  readonly take: (settings: Settings) => void;
  /** Shows the change at once and keeps it through the shell. */
  readonly change: (patch: Partial<Settings>) => Promise<void>;
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const resolve = (theme: Settings['theme']): 'light' | 'dark' =>
  theme === 'system' ? (systemDark.matches ? 'dark' : 'light') : theme;

const INITIAL: Settings = {
  language: navigator.language.startsWith('en') ? 'en' : 'zh-CN',
  theme: 'system',
  author: '',
  keys: {},
  signers: [],
};

export const useSettings = create<SettingsState>()((set, get) => ({
  settings: INITIAL,
  theme: resolve(INITIAL.theme),
  take: (settings) => set({ settings, theme: resolve(settings.theme) }),
  change: async (patch) => {
    get().take({ ...get().settings, ...patch });
    const kept = await shellClient().setSettings(patch);
    if (!kept.ok) notifyFailure(kept.error);
  },
}));

systemDark.addEventListener('change', () => {
  const { settings, take } = useSettings.getState();
  if (settings.theme === 'system') take(settings);
});
