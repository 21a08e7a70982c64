// The host page's colour, made readable on the light and on the dark panel.

import { asText, parseColour, readableOn, textOn } from "../shared/colour.js";

// --visitor of panel.css, the background in each scheme that is hardest to read the colour on.
const PANELS = { light: [220, 235, 245], dark: [23, 56, 79] };

export function applyColour(text) {
  const colour = parseColour(text);
  if (!colour) return;
  const { style } = document.documentElement;
  for (const [scheme, panel] of Object.entries(PANELS)) style.setProperty(`--accent-${scheme}`, asText(readableOn(colour, panel)));
  style.setProperty("--brand", text);
  style.setProperty("--on-brand", asText(textOn(colour)));
}
