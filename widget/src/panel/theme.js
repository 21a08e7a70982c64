// The host page's colour, made readable on the light and on the dark panel.

import { asText, parseColour, readableOn, textOn } from "../shared/colour.js";

const PANELS = { light: [245, 247, 248], dark: [18, 24, 28] }; // --page of panel.css, the harder one to read on

export function applyColour(text) {
  const colour = parseColour(text);
  if (!colour) return;
  const { style } = document.documentElement;
  for (const [scheme, panel] of Object.entries(PANELS)) style.setProperty(`--accent-${scheme}`, asText(readableOn(colour, panel)));
  style.setProperty("--brand", text);
  style.setProperty("--on-brand", asText(textOn(colour)));
}
