/** Two soft notes, made on the spot: nothing to load, nothing to keep. */
const NOTES = [
  { hertz: 880, at: 0 },
  { hertz: 1174.7, at: 0.11 },
] as const;

const LOUDNESS = 0.08;
const FADE = 0.35;
/** However many messages come, it sounds once in this time. */
const PAUSE_MILLIS = 1_500;

let context: AudioContext | null = null;
let last = -PAUSE_MILLIS;

export function chime(): void {
  const now = performance.now();
  if (now - last < PAUSE_MILLIS || !('AudioContext' in window)) return;
  last = now;
  context ??= new AudioContext();
  // Browsers keep pages silent that nobody has touched yet.
  void context.resume().catch(() => undefined);
  for (const { hertz, at } of NOTES) play(context, hertz, context.currentTime + at);
}

function play(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.012);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + FADE);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + FADE);
}
