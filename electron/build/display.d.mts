export function hasDisplay(): boolean;
export const SOFTWARE_DRAWING: readonly string[];
export function rootArguments(): string[];
export function startVirtualDisplay(size?: string): Promise<{ display: string; stop(): void }>;
export function quietEnvironment(): Record<string, string>;
