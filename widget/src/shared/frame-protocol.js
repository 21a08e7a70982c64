// What the loader on the host page and the panel in its iframe say to each other with postMessage.

export const READY = "iort-widget:ready"; // panel: the visitor can type
export const CLOSE = "iort-widget:close"; // panel: the visitor wants it closed
export const UNREAD = "iort-widget:unread"; // panel: an answer came while it was closed
export const OPENED = "iort-widget:opened"; // loader: the panel is on screen; take the focus
export const CLOSED = "iort-widget:closed"; // loader: the panel is off screen
