// The session's token: kept for this tab until it is closed, in the panel's origin, out of the host page's reach.

const KEY = "iort-session";

let token = stored();

function stored() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off: the session lasts as long as the page
  }
}

export const session = {
  get token() {
    return token;
  },
  set token(value) {
    token = value;
    try {
      if (value === null) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, value);
    } catch {
      // Storage is switched off.
    }
  },
};
