/** As a `ref`: what has just appeared comes into sight, since a long view may be scrolled past it. */
export const bringIntoSight = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });
