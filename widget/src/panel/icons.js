// The few drawings, as elements: the policy allows no images.

const SVG = "http://www.w3.org/2000/svg";
const THUMB = "M2 10h4v11H2zM8 21V10l4-8c1.7 0 3 1.3 3 3v4h5c1.3 0 2.2 1.2 1.9 2.4l-1.8 8A2 2 0 0 1 18.2 21z";
const CROSS = "M5 5l14 14M19 5L5 19";

function icon(path, className) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${className}`);
  svg.setAttribute("aria-hidden", "true");
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  return svg;
}

export const thumb = (up) => icon(THUMB, up ? "thumb" : "thumb down");
export const cross = () => icon(CROSS, "cross");
