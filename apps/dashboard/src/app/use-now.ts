import { useEffect, useState } from 'react';

/** This browser's time, renewed once a second: for ages and countdowns. */
export function useNow(): number {
  const [nowMs, tick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
