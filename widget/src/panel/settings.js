// What the loader passed in the panel's address.

const FRAGMENT = new URLSearchParams(location.hash.slice(1));
const DEFAULT_SERVER = new URL("../", location.href).href; // the channel above the widget's folder

/** host: origin of the page around; null when opened by itself. Where the panel may connect to, its policy decides. */
export const settings = {
  host: window.parent === window ? null : FRAGMENT.get("host"),
  colour: FRAGMENT.get("colour"),
  server: FRAGMENT.get("server") ?? DEFAULT_SERVER,
};
