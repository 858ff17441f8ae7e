import { useEffect, useState } from 'react';

/** How often what a file looks like is asked for again; each pause is twice the one before. */
export const MOST_TRIES = 6;
export const FIRST_PAUSE = 250;

interface Props {
  readonly src: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
  /** Whether it may wait until it is near the screen. */
  readonly lazy?: boolean;
}

/**
 * A picture of a file. The live stream may tell of it a moment before the server gives it out: what fails is asked
 * for again, a few times.
 */
export function FilePicture(props: Props) {
  return <Tried key={props.src} {...props} />;
}

function Tried({ lazy = true, ...image }: Props) {
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!failed || tries >= MOST_TRIES) return undefined;
    const timer = setTimeout(() => {
      setFailed(false);
      setTries(tries + 1);
    }, FIRST_PAUSE * 2 ** tries);
    return () => clearTimeout(timer);
  }, [failed, tries]);
  return <img key={tries} {...image} loading={lazy ? 'lazy' : 'eager'} onError={() => setFailed(true)} />;
}
