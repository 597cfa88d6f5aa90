import { useEffect, useState } from 'react';

/** Milliseconds since 1970, anew every so many of them. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `14:26`, of the clock of this computer. */
export const clockText = (ms: number): string => {
  const time = new Date(ms);
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
};

/** `00:37:12`. */
export const durationText = (ms: number): string => {
  const s = Math.max(0, Math.floor(ms / 1000));
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
};
