/** The origin that the manifest is written with, for the add-in on one's own machine. */
export const defaultOrigin = "https://localhost:3000";

/** The manifest for another host: every address on the default origin moves to `origin`. */
export function placeManifest(manifest, origin = defaultOrigin) {
  return manifest.replaceAll(defaultOrigin, checkedOrigin(origin));
}

const officeJs = {
  worldwide: "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
  // https://github.com/OfficeDev/office-js-docs-pr/blob/main/docs/includes/21Vianet-cdn.md
  "21vianet": "https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js",
};

/** Where Office.js comes from in a cloud of Microsoft's: Office 365 operated by 21Vianet has an address of its own. */
export function officeIn(cloud = "worldwide") {
  const address = officeJs[cloud];
  if (!address) throw new Error(`cloud: expected ${Object.keys(officeJs).join(" or ")}, got ${cloud}`);
  return { address, origin: new URL(address).origin };
}

function checkedOrigin(origin) {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url?.protocol !== "https:" || url.search || url.hash || url.username)
    throw new Error(`origin: expected an address like https://addins.example.com/market-model, got ${origin}`);
  return url.href.replace(/\/+$/, "");
}
