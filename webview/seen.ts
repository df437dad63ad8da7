// Whether the whole command has been on screen: each piece of it at least once, in a document that is visible.
// The host adds whether its window has focus; a page inside a frame cannot know.

export interface Watch {
  /** Starts over with the pieces now inside `root`. */
  watch(root: ParentNode): void;
  stop(): void;
}

/** Calls back on every change of what can be said, first with what is so at the start. */
export function watchPieces(tell: (seen: { whole: boolean; focused: boolean }) => void): Watch {
  let left = new Set<Element>();
  let observer: IntersectionObserver | undefined;
  let said = '';
  const say = () => {
    const now = { whole: observer !== undefined && left.size === 0, focused: document.visibilityState === 'visible' };
    const key = JSON.stringify(now);
    if (!observer || key === said) return;
    said = key;
    tell(now);
  };
  document.addEventListener('visibilitychange', say);
  return {
    watch(root) {
      observer?.disconnect();
      said = '';
      left = new Set(root.querySelectorAll('.piece'));
      observer = new IntersectionObserver(
        (entries) => {
          if (document.visibilityState !== 'visible') return;
          for (const entry of entries) {
            if (!entry.isIntersecting || entry.intersectionRatio < 0.95) continue;
            left.delete(entry.target);
            observer?.unobserve(entry.target);
          }
          say();
        },
        { threshold: [0, 0.5, 0.95, 1] },
      );
      for (const piece of left) observer.observe(piece);
      say();
    },
    stop() {
      observer?.disconnect();
      observer = undefined;
    },
  };
}

/** Calls back once when the element has been visible for as long as it takes to notice it. */
export function watchEnd(element: Element, seen: () => void, restMs = 300): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(([entry]) => {
    clearTimeout(timer);
    if (!entry?.isIntersecting) return;
    timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      observer.disconnect();
      seen();
    }, restMs);
  });
  observer.observe(element);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
