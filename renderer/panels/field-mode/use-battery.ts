import { useEffect, useState } from 'react';

interface BatteryManager extends EventTarget {
  readonly level: number;
  readonly charging: boolean;
  /** Seconds until it is full. */
  readonly chargingTime: number;
}

/** How full the battery is, 0 to 1; null where the computer does not say. */
export function useBattery(): { readonly level: number; readonly charging: boolean } | null {
  const [state, setState] = useState<{ level: number; charging: boolean } | null>(null);
  useEffect(() => {
    const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<BatteryManager> };
    if (getBattery === undefined) return undefined;
    let battery: BatteryManager | null = null;
    let ended = false;
    // A computer without one answers like one on the mains that is full: nobody need watch either.
    const tell = (): void => {
      if (battery === null) return;
      const { level, charging, chargingTime } = battery;
      setState(level === 1 && charging && chargingTime === 0 ? null : { level, charging });
    };
    void getBattery.call(navigator).then(
      (found) => {
        if (ended) return;
        battery = found;
        battery.addEventListener('levelchange', tell);
        battery.addEventListener('chargingchange', tell);
        tell();
      },
      () => {},
    );
    return () => {
      ended = true;
      battery?.removeEventListener('levelchange', tell);
      battery?.removeEventListener('chargingchange', tell);
    };
  }, []);
  return state;
}
