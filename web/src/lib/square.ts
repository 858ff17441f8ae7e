/** The square part of a picture that is seen. */

export interface Square {
  /** The middle, in widths and heights of the picture: 0 to 1. */
  readonly x: number;
  readonly y: number;
  /** 1 is the largest square there is. */
  readonly zoom: number;
}

export const WHOLE: Square = { x: 0.5, y: 0.5, zoom: 1 };
export const MOST_ZOOM = 4;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Part {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Where the square is in the picture, in its pixels. */
export function partOf(size: Size, square: Square): Part {
  const side = Math.min(size.width, size.height) / square.zoom;
  return { left: square.x * size.width - side / 2, top: square.y * size.height - side / 2, side };
}

/** The square as near as it fits into the picture. */
export function fitted(size: Size, square: Square): Square {
  const zoom = within(square.zoom, 1, MOST_ZOOM);
  const half = Math.min(size.width, size.height) / zoom / 2;
  return {
    x: within(square.x, half / size.width, 1 - half / size.width),
    y: within(square.y, half / size.height, 1 - half / size.height),
    zoom,
  };
}

/** Moved by parts of its own side. */
export function moved(size: Size, square: Square, right: number, down: number): Square {
  const { side } = partOf(size, square);
  return fitted(size, {
    ...square,
    x: square.x + (right * side) / size.width,
    y: square.y + (down * side) / size.height,
  });
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
