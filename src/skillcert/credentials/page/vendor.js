// What comes from elsewhere: the check of signatures for older browsers, and the browser's own
// reader of codes in pictures, where it has one.

import { verifyAsync } from "@noble/ed25519";

export const fallbackVerify = verifyAsync;

const own = "BarcodeDetector" in globalThis
  ? new globalThis.BarcodeDetector({ formats: ["qr_code"] })
  : null;

// The text of the code in a picture; empty if there is none to be found.
export const readPicture = async (picture) => {
  try {
    const [found] = own ? await own.detect(picture) : [];
    return found ? found.rawValue : "";
  } catch {
    return "";
  }
};

readPicture.watches = own !== null;
