// The launcher's and the frame's looks. A constructed sheet: a strict Content-Security-Policy of the host page allows it.

export function styleSheet({ colour, textColour, side }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    button { font: 600 1rem/1.25 system-ui, sans-serif; min-height: 44px; cursor: pointer; }
    .launcher {
      position: fixed; z-index: 2147483000; bottom: 1rem; ${side}: 1rem; max-width: calc(100vw - 2rem);
      padding: 0.75rem 1.25rem; border: 2px solid ${textColour}; border-radius: 2rem;
      background: ${colour}; color: ${textColour}; box-shadow: 0 2px 8px rgb(0 0 0 / 0.35);
    }
    .launcher:focus-visible, .notice button:focus-visible { outline: 3px solid ${colour}; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
    .launcher[data-unread]::before {
      content: ""; display: inline-block; width: 0.7em; height: 0.7em; margin-inline-end: 0.5em;
      border-radius: 50%; background: currentcolor;
    }
    .launcher[hidden] { display: none; }
    dialog {
      position: fixed; z-index: 2147483000; inset: auto; bottom: 1rem; ${side}: 1rem; box-sizing: border-box;
      width: min(26rem, calc(100vw - 2rem)); height: min(42rem, calc(100vh - 2rem)); height: min(42rem, calc(100dvh - 2rem));
      max-width: none; max-height: none; margin: 0; padding: 0; overflow: hidden;
      border: 1px solid #7a8992; border-radius: 0.75rem; background: Canvas; color: CanvasText;
      box-shadow: 0 4px 24px rgb(0 0 0 / 0.4); color-scheme: light dark;
    }
    iframe { display: block; width: 100%; height: 100%; border: 0; background: Canvas; }
    .notice { position: absolute; inset: 0; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; background: Canvas; }
    .notice[hidden] { display: none; }
    .notice button { padding: 0.5rem 1rem; margin-inline-end: 0.5rem; }
    @media (max-width: 30rem), (max-height: 30rem) {
      dialog, dialog:modal { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
    }
    @media (forced-colors: active) { .launcher { border-color: ButtonText; } }
    @media print { :host { display: none !important; } }
  `);
  return sheet;
}
