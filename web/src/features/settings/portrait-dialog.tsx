import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { MOST_ZOOM, type Square, WHOLE, fitted, moved, partOf } from '../../lib/square.ts';
import { useSaveMe } from './use-save-me.ts';

/** As large as it is sent, and as it is shown meanwhile, in pixels. */
const SENT = 256;
const SHOWN = 512;
const QUALITY = 0.9;
const KEY_STEP = 0.04;
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
};

interface Props {
  readonly picture: ImageBitmap;
  readonly onClose: () => void;
}

/** Which square of a picture is seen: dragged, or moved by arrow keys, and zoomed. */
export function PortraitDialog({ picture, onClose }: Props) {
  const text = useText();
  const saveMe = useSaveMe();
  const canvas = useRef<HTMLCanvasElement>(null);
  const hint = useId();
  const [square, setSquare] = useState(WHOLE);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (canvas.current !== null) draw(picture, square, canvas.current);
  }, [picture, square]);
  const drag = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const seen = event.currentTarget.clientWidth;
    setSquare((old) => moved(picture, old, -event.movementX / seen, -event.movementY / seen));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setSquare((old) => moved(picture, old, ...step));
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await saveMe('PUT', '/v1/me/portrait', { image: bytesOf(picture, square) });
      onClose();
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={text('settings.portraitTitle')} onClose={onClose}>
      <canvas
        ref={canvas}
        className="portrait-canvas"
        width={SHOWN}
        height={SHOWN}
        role="application"
        tabIndex={0}
        data-focus
        aria-label={text('settings.portrait')}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      />
      <p className="faint portrait-hint" id={hint}>
        {text('settings.portraitHint')}
      </p>
      <label className="field">
        <span>{text('settings.portraitZoom')}</span>
        <input
          type="range"
          min={1}
          max={MOST_ZOOM}
          step={0.05}
          value={square.zoom}
          onChange={(event) => setSquare((old) => fitted(picture, { ...old, zoom: Number(event.target.value) }))}
        />
      </label>
      {failure !== null && (
        <p className="form-error" role="alert">
          {explain(text, failure)}
        </p>
      )}
      <div className="form-actions">
        <button type="button" className="button" onClick={onClose}>
          {text('common.cancel')}
        </button>
        <button type="button" className="button button-primary" disabled={busy} onClick={() => void save()}>
          {text('common.save')}
        </button>
      </div>
    </Dialog>
  );
}

/** On white, as what is transparent gets no colour of its own. */
function draw(picture: ImageBitmap, square: Square, canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const { left, top, side } = partOf(picture, square);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
}

/** As a JPEG in Base64. */
function bytesOf(picture: ImageBitmap, square: Square): string {
  const canvas = document.createElement('canvas');
  canvas.width = SENT;
  canvas.height = SENT;
  draw(picture, square, canvas);
  const url = canvas.toDataURL('image/jpeg', QUALITY);
  return url.slice(url.indexOf(',') + 1);
}
