export function resolveElectronDist(): string;
export function isFallback(dir: string): boolean;
export function electronBinary(dir?: string): string;
export function electronVersion(dir: string): string;
