// As vendor.js, with a reader of codes that works in every browser.

import decodeQR from "qr/decode.js";
import { fallbackVerify, readPicture as readByBrowser } from "./vendor.js";

export { fallbackVerify };

const MOST_PIXELS = 2400;
const TRIES = [[1, 0], [0.6, 0], [1, 1], [1.5, 0], [0.6, 1]];

const drawn = (picture, scale, quarter) => {
  const factor = Math.min(scale, MOST_PIXELS / Math.max(picture.width, picture.height));
  const width = Math.round(picture.width * factor);
  const height = Math.round(picture.height * factor);
  const canvas = quarter ? new OffscreenCanvas(height, width) : new OffscreenCanvas(width, height);
  const brush = canvas.getContext("2d");
  if (quarter) brush.setTransform(0, 1, -1, 0, height, 0);
  brush.drawImage(picture, 0, 0, width, height);
  return brush.getImageData(0, 0, canvas.width, canvas.height);
};

// A code that fills a small part of a large picture is found in one size and not in another.
export const readPicture = async (picture) => {
  const text = await readByBrowser(picture);
  if (text) return text;
  for (const [scale, quarter] of TRIES) {
    try {
      return decodeQR(drawn(picture, scale, quarter));
    } catch {
      // Not found in this size.
    }
  }
  return "";
};

readPicture.watches = true;
