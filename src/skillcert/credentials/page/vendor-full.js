// As vendor.js, with a reader of codes that works in every browser.

import jsQR from "jsqr";
import { fallbackVerify, readPicture as readByBrowser } from "./vendor.js";

export { fallbackVerify };

const MOST_PIXELS = 2400;

export const readPicture = async (picture) => {
  const text = await readByBrowser(picture);
  if (text) return text;
  // A code that fills a small part of a large picture is found in one size and not in another.
  for (const scale of [1, 0.6, 1.5]) {
    const size = Math.max(picture.width, picture.height);
    const factor = Math.min(scale, MOST_PIXELS / size);
    const width = Math.round(picture.width * factor);
    const height = Math.round(picture.height * factor);
    const canvas = new OffscreenCanvas(width, height);
    const brush = canvas.getContext("2d");
    brush.drawImage(picture, 0, 0, width, height);
    const found = jsQR(brush.getImageData(0, 0, width, height).data, width, height);
    if (found) return found.data;
  }
  return "";
};

readPicture.watches = true;
