/** Pixels beyond the edge of the window within which things count as seen. */
const MARGIN = 120;

export interface Drawing {
  /** Draws now if `root` can be seen, or else once it can. */
  request(): void;
}

/**
 * Draws only what can be seen: not behind another tab, nor far outside the window.
 * @param root what is drawn in
 */
export function drawWhenShown(root: Element, draw: () => void): Drawing {
  let shown = false;
  let due = false;
  const observer = new IntersectionObserver(
    (entries) => {
      shown = entries.at(-1)?.isIntersecting ?? shown;
      if (!shown || !due) return;
      due = false;
      draw();
    },
    { rootMargin: `${MARGIN}px` },
  );
  observer.observe(root);
  return {
    request() {
      due = !shown;
      if (shown) draw();
    },
  };
}
