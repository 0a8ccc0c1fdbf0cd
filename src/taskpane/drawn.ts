/**
 * Whether a page is on the screen within so many milliseconds. Excel doesn't tell whether its pane is there; but of a page
 * that isn't, a browser draws nothing: https://developer.mozilla.org/docs/Web/API/Window/requestAnimationFrame
 */
export function isDrawn(page: Window, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    let over = false;
    const end = (drawn: boolean): void => {
      over = true;
      clearTimeout(timer);
      resolve(drawn);
    };
    const timer = setTimeout(() => end(false), patience);
    const look = (): void => {
      page.requestAnimationFrame(() => {
        if (over) return;
        if (page.innerWidth * page.innerHeight > 0) end(true);
        else look();
      });
    };
    look();
  });
}
