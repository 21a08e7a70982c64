// Colours that stay readable whatever colour the host page asks for (WCAG relative luminance and contrast).

const TEXT_CONTRAST = 4.5;
const STEPS = 20;

/** [r, g, b] of '#rgb' or '#rrggbb'; null for anything else. */
export function parseColour(text) {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text ?? "")?.[1];
  if (!digits) return null;
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
  return pairs.map((pair) => parseInt(pair, 16));
}

export function asText(colour) {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is easier to read on the colour; one of them always has 4.5 to 1. */
export function textOn(colour) {
  const [black, white] = [[0, 0, 0], [255, 255, 255]];
  return contrast(colour, white) >= TEXT_CONTRAST ? white : black;
}

/** The colour itself, or as little darker or lighter as makes it readable on the background. */
export function readableOn(colour, background) {
  const towards = textOn(background);
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = colour.map((part, index) => part + ((towards[index] - part) * step) / STEPS);
    if (contrast(mixed, background) >= TEXT_CONTRAST) return mixed;
  }
  return towards;
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
