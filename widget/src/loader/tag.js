// What the web team wrote on the <script> tag.

import { parseColour } from "../shared/colour.js";

export const DEFAULT_COLOUR = "#00558c";

/** The tag's settings; addresses are absolute. */
export function readTag(script) {
  const { color, position, server } = script.dataset;
  return {
    colour: parseColour(color) ? color : DEFAULT_COLOUR,
    side: position === "left" ? "left" : "right",
    panel: new URL("panel.html", script.src),
    server: new URL(server ? server.replace(/\/?$/, "/") : "../", script.src).href,
  };
}
