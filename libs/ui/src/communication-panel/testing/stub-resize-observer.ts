/** jsdom lays nothing out, so it has no `ResizeObserver`, and nothing ever changes its size. */
export function stubResizeObserver(): void {
  globalThis.ResizeObserver = class implements ResizeObserver {
    observe(): void {
      return;
    }
    unobserve(): void {
      return;
    }
    disconnect(): void {
      return;
    }
  };
}
