// loader.js, the one file that the web team names: a button, and on its first press the panel.

import { asText, parseColour, textOn } from "../shared/colour.js";
import { launcherStrings as strings } from "../strings.js";
import { addRoot, element } from "./elements.js";
import { Panel } from "./panel.js";
import { styleSheet } from "./styles.js";
import { readTag } from "./tag.js";

function start(settings) {
  const root = addRoot(styleSheet({ ...settings, textColour: asText(textOn(parseColour(settings.colour))) }));
  const launcher = element("button", { type: "button", className: "launcher", textContent: strings.label });
  let panel;

  function setUnread(unread) {
    launcher.toggleAttribute("data-unread", unread);
    launcher.ariaLabel = unread ? strings.unread : strings.open;
  }

  launcher.addEventListener("click", () => {
    panel ??= new Panel(root, settings, {
      onClose() {
        launcher.hidden = false;
        launcher.focus();
      },
      onUnread: () => setUnread(true),
    });
    setUnread(false);
    launcher.hidden = true;
    panel.open();
  });
  launcher.ariaHasPopup = "dialog";
  setUnread(false);
  root.append(launcher);
}

const settings = readTag(document.currentScript);
if (document.body) start(settings);
else addEventListener("DOMContentLoaded", () => start(settings));
