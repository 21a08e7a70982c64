// The few elements that the loader adds, inside a shadow root so that neither page styles the other.

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The shadow root at the end of the page, with the sheet. */
export function addRoot(sheet) {
  const host = document.createElement("iort-widget");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
  return root;
}
