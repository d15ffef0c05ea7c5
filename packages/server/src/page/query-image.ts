import { byId } from './elements';

/** Shows the image that is searched with in the box, in the place of the text; null for none. */
export function showQueryImage(file: File | null): void {
  const preview = byId<HTMLImageElement>('query-preview');
  if (preview.src.startsWith('blob:')) URL.revokeObjectURL(preview.src);
  byId('query-image').hidden = file === null;
  byId('text').hidden = file !== null;
  byId<HTMLInputElement>('without').disabled = file !== null;
  byId<HTMLInputElement>('all').disabled = file !== null;
  preview.removeAttribute('src');
  byId('query-name').textContent = file?.name ?? '';
  if (file === null) return;
  // Browsers do not show every format that the server reads.
  preview.hidden = false;
  preview.onerror = () => {
    preview.hidden = true;
  };
  preview.src = URL.createObjectURL(file);
}

/** Calls back with an image that is chosen, dropped anywhere on the page, or pasted. */
export function onImage(take: (file: File) => void): void {
  const chooser = byId<HTMLInputElement>('file');
  chooser.addEventListener('change', () => {
    const [file] = chooser.files ?? [];
    if (file !== undefined) take(file);
    // The same file may be chosen again.
    chooser.value = '';
  });
  const dragging = (on: boolean) => document.body.classList.toggle('dragging', on);
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    dragging(true);
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) dragging(false);
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    dragging(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) take(file);
  });
  document.addEventListener('paste', (event) => {
    const [file] = event.clipboardData?.files ?? [];
    if (file !== undefined) take(file);
  });
}
