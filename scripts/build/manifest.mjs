/** The origin that the manifest is written with, for the add-in on one's own machine. */
export const defaultOrigin = "https://localhost:3000";

/** The manifest for another host: every address on the default origin moves to `origin`. */
export function placeManifest(manifest, origin = defaultOrigin) {
  return manifest.replaceAll(defaultOrigin, checkedOrigin(origin));
}

function checkedOrigin(origin) {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url?.protocol !== "https:" || url.search || url.hash || url.username)
    throw new Error(`origin: expected an address like https://addins.example.com/market-model, got ${origin}`);
  return url.href.replace(/\/+$/, "");
}
