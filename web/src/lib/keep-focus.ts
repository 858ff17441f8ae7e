/**
 * For what closes and would give the focus back to its button: not where something else has taken it on
 * purpose, like the field into which a choice was put.
 */
export function keepFocus(event: Event): void {
  const { activeElement } = document;
  const elsewhere =
    activeElement instanceof HTMLTextAreaElement ||
    activeElement instanceof HTMLInputElement ||
    activeElement?.closest('dialog');
  if (elsewhere) event.preventDefault();
}
