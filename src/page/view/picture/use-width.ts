import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** The width of an element in pixels, also after it changes. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(Math.min(700, window.innerWidth - 32));
  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const resized = new ResizeObserver(() => {
      if (current.clientWidth > 0) setWidth(current.clientWidth);
    });
    resized.observe(current);
    return () => {
      resized.disconnect();
    };
  }, []);
  return [place, width];
}
